"""Known wrong answers of chapter 18, each with the hint for who made it."""

import numpy as np

from convcourse.checks.known_answers import mistake

# parcel_numbers


@mistake("parcel_numbers", "The pictures were compared by their difference, which more light changes everywhere. Compare them by correlation.")
def by_difference(images, limit):
    rows = images.reshape(len(images), -1)
    numbers = np.arange(len(rows))
    for i in range(len(rows)):
        for j in range(i):
            if np.sqrt(np.mean((rows[i] - rows[j]) ** 2)) < 1 - limit:
                numbers[numbers == numbers[i]] = numbers[j]
    return np.unique(numbers, return_inverse=True)[1]


@mistake("parcel_numbers", "The lengths were divided out, but the means were left in: that is the cosine. Take each picture's own mean off first.")
def means_left_in(images, limit):
    rows = images.reshape(len(images), -1)
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    numbers = np.arange(len(rows))
    for _ in range(len(rows)):
        numbers = np.where(rows @ rows.T > limit, numbers, len(rows)).min(axis=1)
    return np.unique(numbers, return_inverse=True)[1]


@mistake("parcel_numbers", "Each image took the number of its first look-alike, once. A chain has more links: repeat until no number changes.")
def only_one_step(images, limit):
    alike = np.corrcoef(images.reshape(len(images), -1)) > limit
    first = alike.argmax(axis=1)
    return np.unique(first, return_inverse=True)[1]


@mistake("parcel_numbers", "An image that links two parcels, found before it, joined only one of them. Both are one parcel then: give all their images one number.")
def bridge_joins_one(images, limit):
    alike = np.corrcoef(images.reshape(len(images), -1)) > limit
    numbers: list[int] = []
    most = 0
    for place in range(len(images)):
        known = [numbers[other] for other in range(place) if alike[place, other]]
        numbers.append(known[0] if known else most)
        most = max(most, numbers[-1] + 1)
    return np.array(numbers)


@mistake("parcel_numbers", "The parcels are right, and each has the number of its first image. Number them 0, 1, 2 without gaps.")
def numbers_with_gaps(images, limit):
    alike = np.corrcoef(images.reshape(len(images), -1)) > limit
    numbers = np.arange(len(images))
    for _ in range(len(images)):
        numbers = np.where(alike, numbers, len(images)).min(axis=1)
    return numbers


@mistake("parcel_numbers", "This is how many look-alikes each image has. Asked is which images belong together.")
def how_many_alike(images, limit):
    return (np.corrcoef(images.reshape(len(images), -1)) > limit).sum(axis=1)


@mistake("parcel_numbers", "`np.corrcoef` takes rows of numbers: make each image one row first, with `reshape(len(images), -1)`.")
def not_made_rows(images, limit):
    return np.corrcoef(images) > limit


# agreed


@mistake("agreed", "Where two labels are equally frequent, the smaller one won. Nobody can tell then: -1.")
def smaller_wins_ties(labels, parcels):
    return np.array([np.bincount(labels[parcels == parcel]).argmax() for parcel in parcels])


@mistake("agreed", "Here each parcel keeps the label of its first photograph. Let all of them vote.")
def first_label(labels, parcels):
    return np.array([labels[parcels == parcel][0] for parcel in parcels])


@mistake("agreed", "Only parcels whose labels all agree were kept. Two against one is a decision: the most frequent label wins.")
def all_must_agree(labels, parcels):
    votes = [set(labels[parcels == parcel]) for parcel in parcels]
    return np.array([each.copy().pop() if len(each) == 1 else -1 for each in votes])


@mistake("agreed", "More than half of the photographs was asked of a label. It only has to be more frequent than every other one.")
def more_than_half(labels, parcels):
    result = []
    for parcel in parcels:
        votes = np.bincount(labels[parcels == parcel])
        result.append(votes.argmax() if votes.max() * 2 > votes.sum() else -1)
    return np.array(result)


@mistake("agreed", "One label for each parcel came back. Asked is one for each *photograph*, so that it fits the images.")
def one_a_parcel(labels, parcels):
    result = []
    for parcel in np.unique(parcels):
        votes = np.bincount(labels[parcels == parcel])
        result.append(votes.argmax() if np.sum(votes == votes.max()) == 1 else -1)
    return np.array(result)


@mistake("agreed", "This is the mean of the labels. Gates are names: halfway between 3 and 1 there is no gate 2.")
def mean_label(labels, parcels):
    return np.array([round(float(np.mean(labels[parcels == parcel]))) for parcel in parcels])


# lazy_reader


@mistake("lazy_reader", "The other way round: which of the two deals lets twins of held-out photographs be learnt from?")
def other_way_round():
    return [45, 80]


@mistake("lazy_reader", "About three of four held-out photographs have a twin among those learnt from. What does the lazy reader answer for these?")
def twins_do_not_help():
    return [45, 45]


@mistake("lazy_reader", "Not all have a twin: a third of the parcels was photographed once, and a label may be wrong.")
def all_have_twins():
    return [95, 45]


@mistake("lazy_reader", "(i) is right. In (ii) the most similar photograph shows another parcel: now and then with the same writing at the same place, so it is better than chance, but not by so much.")
def nearly_as_good():
    return [80, 60]


@mistake("lazy_reader", "(i) is right. (ii) is somewhat better than always guessing: similar photographs have similar writing at the same place.")
def no_better_than_chance():
    return [80, 25]


# held_out


@mistake("held_out", "Single photographs were dealt out, so that a parcel lies on both sides. Choose parcels, then take all their photographs.")
def photographs_dealt_out(parcels, part, seed):
    return np.random.default_rng(seed).random(len(parcels)) < part


@mistake("held_out", "The count is a part of the *photographs*. Asked is a part of the parcels: count each number once.")
def part_of_photographs(parcels, part, seed):
    names = np.random.default_rng(seed).permutation(np.unique(parcels))
    return np.isin(parcels, names[: round(part * len(parcels))])


@mistake("held_out", "True is for those that are held out. Here it is for those that stay.")
def turned_round(parcels, part, seed):
    names = np.unique(parcels)
    chosen = np.random.default_rng(seed).permutation(names)[: round(part * len(names))]
    return ~np.isin(parcels, chosen)


@mistake("held_out", "The count was cut off instead of rounded: `int` drops what lies behind the point.")
def cut_off(parcels, part, seed):
    names = np.unique(parcels)
    chosen = np.random.default_rng(seed).permutation(names)[: int(part * len(names))]
    return np.isin(parcels, chosen)


@mistake("held_out", "The parcels with the smallest numbers are held out, whatever the seed. Those are the first of the day: choose by chance.")
def first_ones(parcels, part, seed):
    names = np.unique(parcels)
    return np.isin(parcels, names[: round(part * len(names))])


@mistake("held_out", "The numbers of the held-out parcels came back. Asked is True or False for each photograph: `np.isin` makes one of the other.")
def numbers_of_parcels(parcels, part, seed):
    names = np.unique(parcels)
    return np.random.default_rng(seed).permutation(names)[: round(part * len(names))]


# mean_recall


@mistake("mean_recall", "This is the plain accuracy, in which a frequent gate counts more. Take the part for each gate first, then the mean.")
def plain_accuracy(labels, answers):
    return np.mean(labels == answers)


@mistake("mean_recall", "The parts are of the *answers* that name a gate. That is the precision. Recall asks of the photographs that *show* the gate.")
def precision(labels, answers):
    return np.mean([np.mean(labels[answers == gate] == gate) if np.any(answers == gate) else 0.0 for gate in np.unique(labels)])


@mistake("mean_recall", "Gates that do not occur were counted, with a recall of 0. Leave them out.")
def absent_gates_count(labels, answers):
    gates = range(int(max(labels.max(), answers.max())) + 1)
    return np.mean([np.mean(answers[labels == gate] == gate) if np.any(labels == gate) else 0.0 for gate in gates])


@mistake("mean_recall", "This is the sum of the recalls. Divide by the number of gates that occur.")
def sum_of_recalls(labels, answers):
    return np.sum([np.mean(answers[labels == gate] == gate) for gate in np.unique(labels)])


@mistake("mean_recall", "These are the recalls, one a gate. Asked is their mean.")
def recalls(labels, answers):
    return np.array([np.mean(answers[labels == gate] == gate) for gate in np.unique(labels)])


@mistake("mean_recall", "For a gate without photographs this divides 0 by 0, and the mean is NaN. Go through the gates that occur.")
def five_gates_always(labels, answers):
    return np.mean([np.sum((labels == gate) & (answers == gate)) / np.sum(labels == gate) for gate in range(5)])


# planned


@mistake("planned", "(i) lacks the running means and variances: batch normalisation keeps four numbers a channel, not two.")
def learnt_ones_only():
    return [3229, 15]


@mistake("planned", "(i) counts a bias a filter. The convolutions have none: batch normalisation has a shift of its own.")
def biases_counted():
    return [3325, 15]


@mistake("planned", "(i) leaves out the channels below: a filter of 5 by 5 on red, green and blue has 75 weights, one of 3 by 3 on 12 maps has 108.")
def channels_left_out():
    return [713, 15]


@mistake("planned", "(i) lacks batch normalisation altogether.")
def without_normalisation():
    return [3165, 15]


@mistake("planned", "(i) is right. (ii) grows by the layer's own window, without the strides below: behind a stride and a pool, one step is 4 pixels.")
def strides_forgotten():
    return [3293, 8]


@mistake("planned", "(i) is right. (ii) leaves the pool out: it sees one step further, and it doubles the step of what comes after.")
def pool_forgotten():
    return [3293, 9]


@mistake("planned", "(i) is right. (ii) doubled the field at the stride and at the pool. A stride doubles the *growth* of what comes after.")
def fields_doubled():
    return [3293, 22]


# designed: each but the last two is recognised before any training


@mistake("designed", "The function has no `return`: give the compiled model back.")
def no_return(seed):
    model = keras.Sequential([keras.Input((32, 40, 3)), layers.Conv2D(16, 5), layers.GlobalMaxPooling2D(), layers.Dense(5)])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))


@mistake("designed", "A list of layers is no network yet: put it into `keras.Sequential([...])`, with a `keras.Input` in front.")
def list_of_layers(seed):
    return [layers.Conv2D(16, 5, strides=2), layers.GlobalMaxPooling2D(), layers.Dense(5)]


@mistake("designed", "The model has no optimiser and no loss yet: call `model.compile`.")
def not_compiled(seed):
    return keras.Sequential([keras.Input((32, 40, 3)), layers.Conv2D(16, 5), layers.GlobalMaxPooling2D(), layers.Dense(5)])


@mistake("designed", "The model does not know its input, so it has no weights yet: begin with `keras.Input((32, 40, 3))`.")
def without_input(seed):
    model = keras.Sequential([layers.Conv2D(16, 5), layers.GlobalMaxPooling2D(), layers.Dense(5)])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


@mistake("designed", "There is no flatten and no global pool before the scores, so each place of the maps gets five scores of its own.")
def scores_at_each_place(seed):
    model = keras.Sequential([keras.Input((32, 40, 3)), layers.Conv2D(16, 5, strides=2, activation="relu"), layers.Dense(5)])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


@mistake("designed", "The last layer gives scores, and the loss takes them for probabilities. Say `from_logits=True`, or let the layer end in a softmax.")
def loss_without_logits(seed):
    maps = [layers.Conv2D(16, 5, strides=2, activation="relu"), layers.MaxPooling2D(), layers.Conv2D(24, 5, activation="relu")]
    model = keras.Sequential([keras.Input((32, 40, 3)), *maps, layers.GlobalMaxPooling2D(), layers.Dense(5)])
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@mistake("designed", "A mirrored 2 is no 2, and a mirrored 3 looks like an E: leave RandomFlip out.")
def mirrored_numbers(seed):
    maps = [layers.RandomFlip("horizontal"), layers.Conv2D(16, 5, strides=2, activation="relu"), layers.MaxPooling2D()]
    model = keras.Sequential([keras.Input((32, 40, 3)), *maps, layers.Conv2D(24, 5), layers.GlobalMaxPooling2D(), layers.Dense(5)])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


@mistake("designed", "Too many parameters, nearly all in the dense layer after Flatten: a global pool before the scores keeps one number a map.")
def flattened_and_dense(seed):
    maps = [layers.Conv2D(16, 5, strides=2, activation="relu"), layers.MaxPooling2D(), layers.Conv2D(24, 3, activation="relu")]
    head = [layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(5)]
    model = keras.Sequential([keras.Input((32, 40, 3)), *maps, *head])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


@mistake("designed", "There is no convolution: no place of a map sees anything. A dense network has a weight for each pixel, and must learn each place by itself.")
def dense_network(seed):
    model = keras.Sequential([keras.Input((32, 40, 3)), layers.Flatten(), layers.Dense(3, activation="relu"), layers.Dense(5)])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


@mistake("designed", "One place of the last maps sees only a piece of a stroke. More layers, and a stride or a pool *early*, make the field grow.")
def field_too_small(seed):
    maps = [layers.Conv2D(16, 3, strides=2, activation="relu"), layers.Conv2D(24, 3, activation="relu")]
    model = keras.Sequential([keras.Input((32, 40, 3)), *maps, layers.GlobalMaxPooling2D(), layers.Dense(5)])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


@mistake("designed", "The field is large enough, but between the convolutions stands no activation: all of them together are one linear step, and most numbers are no sum of pixels.")
def nothing_bends(seed):
    keras.utils.set_random_seed(seed)
    maps = [layers.Conv2D(8, 5, strides=2), layers.Conv2D(8, 3, strides=2), layers.Conv2D(8, 5), layers.GlobalAveragePooling2D()]
    model = keras.Sequential([keras.Input((32, 40, 3)), *maps, layers.Dense(5)])
    model.compile(keras.optimizers.Adam(0.003), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


@mistake("designed", "The loss hardly falls in 9 epochs: the learning rate is far too small for so few batches.")
def creeping(seed):
    keras.utils.set_random_seed(seed)
    maps = [layers.Conv2D(8, 5, strides=2, activation="relu"), layers.MaxPooling2D(), layers.Conv2D(16, 5, activation="relu")]
    model = keras.Sequential([keras.Input((32, 40, 3)), *maps, layers.GlobalMaxPooling2D(), layers.Dense(5)])
    model.compile(keras.optimizers.SGD(0.0001), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


# evidence


@mistake("evidence", "The map is that of gate 0 for every image. Explain the gate that is asked for each: hand `gates` on.")
def always_gate_0(model, images, gates):
    return explain.occlusion(model, images, 0, patch=(6, 6), stride=(3, 3))


@mistake("evidence", "The map explains what the network answers, not the gate that is asked: hand `gates` on.")
def its_own_answer(model, images, gates):
    said = models.outputs_of(model, images).argmax(axis=1)
    return explain.occlusion(model, images, said, patch=(6, 6), stride=(3, 3))


@mistake("evidence", "The sign is turned round: the map is largest where covering helps the gate, or costs it nothing.")
def sign_turned(model, images, gates):
    return -explain.occlusion(model, images, gates, patch=(6, 6), stride=(3, 3))


@mistake("evidence", "Each pixel still has three numbers, one a colour. Asked is one: the largest, or another that you choose.")
def three_colours_left(model, images, gates):
    return explain.saliency(model, images, gates, channels="all")


@mistake("evidence", "The maps have the size of the layer's maps. Enlarge them to the size of the images: `resize=True` does.")
def size_of_the_layer(model, images, gates):
    return explain.occlusion_drops(model, images, gates, patch=(6, 6), stride=(3, 3)).drops


@mistake("evidence", "This is how light the image is. It does not ask the network at all.")
def brightness(model, images, gates):
    return images.mean(axis=-1)


@mistake("evidence", "Only the first image was explained. Asked is a map for each.")
def first_image_only(model, images, gates):
    return explain.occlusion(model, images[:1], gates[:1], patch=(6, 6), stride=(3, 3))


@mistake("evidence", "This is the plain gradient: it jumps from pixel to pixel, and its largest one lies beside the pen too often. What did chapter 16 do about the noise, and what asks about more than one pixel?")
def plain_saliency(model, images, gates):
    return explain.saliency(model, images, gates)


@mistake("evidence", "The patch is large: the hottest place is right, but as wide as the patch, and its middle may lie beside the pen. Try a smaller one.")
def large_patch(model, images, gates):
    return explain.occlusion(model, images, gates, patch=(16, 16), stride=(8, 8))


# least_confidence


@mistake("least_confidence", "The search stopped at the first limit from above that fails. Later right answers can bring the part down again: try all.")
def stops_too_early(confidences, right, most_wrong):
    best = np.inf
    for limit in sorted(set(confidences), reverse=True):
        if np.mean(right[confidences >= limit] == 0) > most_wrong:
            break
        best = limit
    return best


@mistake("least_confidence", "The wrong ones were divided by *all* answers. Of those that are given alone, how many are wrong?")
def part_of_all(confidences, right, most_wrong):
    fine = [c for c in confidences if np.sum(right[confidences >= c] == 0) / len(right) <= most_wrong]
    return min(fine, default=np.inf)


@mistake("least_confidence", "Answers with exactly the limit's confidence were left out. They are given too: at least that confidence.")
def strictly_above(confidences, right, most_wrong):
    fine = [c for c in confidences if np.any(confidences > c) and np.mean(right[confidences > c] == 0) <= most_wrong]
    return min(fine, default=np.inf)


@mistake("least_confidence", "This is the largest limit that will do: the camera would hardly decide anything. The smallest was asked.")
def largest_limit(confidences, right, most_wrong):
    fine = [c for c in confidences if np.mean(right[confidences >= c] == 0) <= most_wrong]
    return max(fine, default=np.inf)


@mistake("least_confidence", "Equal confidences were taken one by one. A limit cannot part them: they are all given, or none.")
def ties_parted(confidences, right, most_wrong):
    order = sorted(range(len(right)), key=lambda place: (-confidences[place], -right[place]))
    wrong = np.cumsum([right[place] == 0 for place in order]) / np.arange(1, len(order) + 1)
    fine = [confidences[place] for place, part in zip(order, wrong, strict=True) if part <= most_wrong]
    return min(fine, default=np.inf)


@mistake("least_confidence", "Where no limit will do, there is nothing to take the smallest of. Return `np.inf` then: always ask.")
def nothing_will_do(confidences, right, most_wrong):
    return min([c for c in confidences if np.mean(right[confidences >= c] == 0) <= most_wrong])


@mistake("least_confidence", "Right and wrong have changed places: `right` is 1 where the answer is right.")
def right_for_wrong(confidences, right, most_wrong):
    fine = [c for c in confidences if np.mean(right[confidences >= c]) <= most_wrong]
    return min(fine, default=np.inf)
