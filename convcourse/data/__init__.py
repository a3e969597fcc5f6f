"""Files and generators that give the chapters their arrays. Everything works without a connection."""

from convcourse.data.canvas import on_canvas
from convcourse.data.files import DataDamaged, DataMissing, data_file, data_folder
from convcourse.data.handwriting import Digits, digits
from convcourse.data.image_sets import ImageSet, has_image_set, image_set
from convcourse.data.mask_box import box_of
from convcourse.data.parcel_photos import ParcelPhotos, parcel_photos
from convcourse.data.photos import photo, photo_names
from convcourse.data.rewriting import rewritten
from convcourse.data.road import (
    Car,
    Road,
    expert_angle,
    finished,
    left_the_road,
    move,
    place_on_road,
    winding_road,
)
from convcourse.data.road_camera import road_image
from convcourse.data.road_simulator import Drive, RoadImages, drive, road_images, start_of
from convcourse.data.scenes import SCENE_CLASSES, Scenes, scenes
from convcourse.data.track import Track, aeroplane_track, track_on_paper
from convcourse.data.written_scenes import WRITTEN_LETTERS, WrittenScenes, digit_scenes, letter_scenes
from convcourse.data.x_and_o import LETTERS, Letters, letter, letters, x_pictures

__all__ = [
    "LETTERS",
    "SCENE_CLASSES",
    "WRITTEN_LETTERS",
    "Car",
    "DataDamaged",
    "DataMissing",
    "Digits",
    "Drive",
    "ImageSet",
    "Letters",
    "ParcelPhotos",
    "Road",
    "RoadImages",
    "Scenes",
    "Track",
    "WrittenScenes",
    "aeroplane_track",
    "box_of",
    "data_file",
    "data_folder",
    "digit_scenes",
    "digits",
    "drive",
    "expert_angle",
    "finished",
    "has_image_set",
    "image_set",
    "left_the_road",
    "letter",
    "letter_scenes",
    "letters",
    "move",
    "on_canvas",
    "parcel_photos",
    "photo",
    "photo_names",
    "place_on_road",
    "rewritten",
    "road_image",
    "road_images",
    "scenes",
    "start_of",
    "track_on_paper",
    "winding_road",
    "x_pictures",
]
