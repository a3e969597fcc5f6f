"""Files and generators that give the chapters their arrays. Everything works without a connection."""

from convcourse.data.files import DataDamaged, DataMissing, data_file, data_folder
from convcourse.data.handwriting import Digits, digits
from convcourse.data.photos import photo, photo_names
from convcourse.data.track import Track, aeroplane_track, track_on_paper
from convcourse.data.x_and_o import LETTERS, Letters, letter, letters, x_pictures

__all__ = [
    "LETTERS",
    "DataDamaged",
    "DataMissing",
    "Digits",
    "Letters",
    "Track",
    "aeroplane_track",
    "data_file",
    "data_folder",
    "digits",
    "letter",
    "letters",
    "photo",
    "photo_names",
    "track_on_paper",
    "x_pictures",
]
