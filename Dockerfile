# The course in a container: for classes on macOS and Windows, and for servers.
#
#     docker build --tag convcourse .
#     docker run --rm --publish 127.0.0.1:8888:8888 --volume convcourse-work:/course/workbook convcourse
#
# docs/teaching.md tells the rest: how a class works in it, and how to grade in it.
FROM python:3.12-slim-bookworm

# git brings newer editions, make is the README's way in, bubblewrap is the sandbox of the grader.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends bubblewrap git make \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /course

# The packages come first: as long as these two files stay the same, a new edition of the course costs seconds.
COPY requirements.txt pyproject.toml ./
RUN mkdir autograder convcourse \
    && touch README.md LICENSE LICENSE-TEXT \
    && python -m pip install --no-cache-dir --constraint requirements.txt . \
    && python -m pip uninstall --yes convcourse \
    && rm -rf autograder convcourse README.md LICENSE LICENSE-TEXT build *.egg-info

COPY . .
RUN python -m pip install --no-cache-dir --no-deps --editable . \
    && useradd --create-home student \
    && mkdir -p workbook \
    && chown -R student:student /course

USER student
ENV PYTHONUNBUFFERED=1
VOLUME /course/workbook
EXPOSE 8888

# New chapters are copied into the workbook, and what lies there is never overwritten.
CMD ["sh", "-c", "autograder workbook && exec jupyter lab --ip=0.0.0.0 --port=8888 --no-browser workbook"]
