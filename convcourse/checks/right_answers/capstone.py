"""Right answers of chapter 18, written differently from the reference."""

import numpy as np

from convcourse.checks.known_answers import right_answer


@right_answer("parcel_numbers")
def by_spreading(images, limit):
    rows = np.asarray(images).reshape(len(images), -1)
    rows = rows - rows.mean(axis=1, keepdims=True)
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    numbers, next_number = [-1] * len(rows), 0
    for first in range(len(rows)):
        if numbers[first] == -1:
            waiting = [first]
            while waiting:
                place = waiting.pop()
                numbers[place] = next_number
                waiting += [k for k in range(len(rows)) if numbers[k] == -1 and rows[k] @ rows[place] > limit]
            next_number += 1
    return numbers


@right_answer("parcel_numbers")
def by_joining(images, limit):
    alike = np.corrcoef(np.reshape(images, (len(images), -1))) > limit
    numbers = list(range(len(images)))
    for i in range(len(images)):
        for j in range(i):
            if alike[i, j] and numbers[i] != numbers[j]:
                low, high = sorted((numbers[i], numbers[j]))
                numbers = [low if number == high else number for number in numbers]
    order = sorted(set(numbers))
    return np.array([order.index(number) for number in numbers])


@right_answer("agreed")
def with_counts(labels, parcels):
    result = []
    for parcel in parcels:
        votes = np.bincount(labels[parcels == parcel])
        alone = np.count_nonzero(votes == votes.max()) == 1
        result.append(int(np.argmax(votes)) if alone else -1)
    return result


@right_answer("agreed")
def with_a_dictionary(labels, parcels):
    votes: dict[int, dict[int, int]] = {}
    for label, parcel in zip(labels, parcels, strict=True):
        counts = votes.setdefault(int(parcel), {})
        counts[int(label)] = counts.get(int(label), 0) + 1
    winner = {}
    for parcel, counts in votes.items():
        best = [label for label, count in counts.items() if count == max(counts.values())]
        winner[parcel] = best[0] if len(best) == 1 else -1
    return np.array([winner[int(parcel)] for parcel in parcels])


@right_answer("lazy_reader")
def as_a_tuple():
    return (80, 45)


@right_answer("lazy_reader")
def as_an_array():
    return np.array([80.0, 45.0])


@right_answer("held_out")
def with_choice(parcels, part, seed):
    names = sorted(set(parcels.tolist()))
    random = np.random.default_rng(seed)
    chosen = set(random.choice(names, size=round(part * len(names)), replace=False).tolist())
    return np.array([parcel in chosen for parcel in parcels.tolist()])


@right_answer("held_out")
def with_shuffled_ranks(parcels, part, seed):
    names, which = np.unique(parcels, return_inverse=True)
    rank = np.arange(len(names))
    np.random.default_rng(seed).shuffle(rank)
    return rank[which] < round(part * len(names))


@right_answer("mean_recall")
def from_the_confusion(labels, answers):
    gates = int(max(np.max(labels), np.max(answers))) + 1
    counts = np.zeros((gates, gates))
    for label, said in zip(labels.astype(int), answers.astype(int), strict=True):
        counts[label, said] += 1
    there = counts.sum(axis=1) > 0
    return (np.diag(counts)[there] / counts.sum(axis=1)[there]).mean()


@right_answer("mean_recall")
def one_gate_after_the_other(labels, answers):
    parts = []
    for gate in sorted(set(labels)):
        mine = [said == gate for label, said in zip(labels, answers, strict=True) if label == gate]
        parts.append(sum(mine) / len(mine))
    return sum(parts) / len(parts)


@right_answer("planned")
def as_sums():
    return [75 * 12 + 4 * 12 + 108 * 20 + 4 * 20 + 20 * 5 + 5, 5 + 2 + 2 * 4]


@right_answer("planned")
def as_a_pair():
    return np.array([3293, 15])


@right_answer("designed")
def with_a_softmax(seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((32, 40, 3)), layers.RandomTranslation(0.1, 0.1, fill_mode="reflect")])
    for filters, size, stride in ((18, 5, 2), (20, 3, 1), (22, 3, 1), (24, 3, 1)):
        model.add(layers.Conv2D(filters, size, strides=stride, padding="same", use_bias=False))
        model.add(layers.BatchNormalization(momentum=0.9))
        model.add(layers.Activation("relu"))
        if filters == 20:
            model.add(layers.MaxPool2D(2))
    model.add(layers.GlobalMaxPool2D())
    model.add(layers.Dense(5, activation="softmax"))
    rate = keras.optimizers.schedules.PolynomialDecay(0.006, BATCHES)
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    return model


@right_answer("designed")
def pooled_early_in_the_functional_form(seed):
    keras.utils.set_random_seed(seed)
    photographs = keras.Input((32, 40, 3))
    x = layers.RandomTranslation(0.08, 0.08, fill_mode="nearest")(photographs)
    for filters, size, stride in ((16, 5, 2), (20, 3, 1), (24, 3, 1), (24, 3, 1)):
        x = layers.Conv2D(filters, size, strides=stride, padding="same", use_bias=False)(x)
        x = layers.ReLU()(layers.BatchNormalization(momentum=0.9)(x))
        x = layers.MaxPooling2D(2, strides=2)(x) if filters == 16 else x
    scores = layers.Dense(5)(layers.GlobalMaxPooling2D()(x))
    model = keras.Model(photographs, scores)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.006, BATCHES)), loss=loss)
    return model


@right_answer("evidence")
def shared_out_along_a_way(model, images, gates):
    return explain.integrated_gradients(model, images, gates, steps=32)


@right_answer("evidence")
def small_patches(model, images, gates):
    drops = explain.occlusion(model, images, gates, patch=(4, 4), stride=(3, 3))
    return np.maximum(drops, 0)


@right_answer("least_confidence")
def from_above(confidences, right, most_wrong):
    best = float("inf")
    for limit in sorted(set(confidences.tolist()), reverse=True):
        given = confidences >= limit
        if 1 - right[given].mean() <= most_wrong + 1e-12:
            best = limit
    return best


@right_answer("least_confidence")
def with_running_sums(confidences, right, most_wrong):
    order = np.argsort(confidences)[::-1]
    sure, wrong = confidences[order], np.cumsum(right[order] == 0)
    last = np.append(sure[1:] != sure[:-1], True)
    fine = last & (wrong <= most_wrong * np.arange(1, len(sure) + 1) + 1e-9)
    return sure[fine].min() if fine.any() else np.inf
