"""Known wrong answers of chapter 12, each with the hint for who made it."""

from convcourse.checks.known_answers import mistake

# lenet5


@mistake("lenet5", "Your layers end in ReLU, as today. In 1998 it was tanh.")
def with_relu(input_shape, classes):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(6, 5, activation="relu"), layers.AveragePooling2D(2),
        layers.Conv2D(16, 5, activation="relu"), layers.AveragePooling2D(2),
        layers.Flatten(),
        layers.Dense(120, activation="relu"), layers.Dense(84, activation="relu"), layers.Dense(classes),
    ])  # fmt: skip


@mistake("lenet5", "No layer of yours bends: the table's layers with parameters end in tanh, all but the scores.")
def without_tanh(input_shape, classes):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(6, 5), layers.AveragePooling2D(2),
        layers.Conv2D(16, 5), layers.AveragePooling2D(2),
        layers.Flatten(), layers.Dense(120), layers.Dense(84), layers.Dense(classes),
    ])  # fmt: skip


@mistake("lenet5", "Your convolutions bend, your dense layers do not: C5 and F6 end in tanh as well.")
def dense_without_tanh(input_shape, classes):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(6, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Flatten(), layers.Dense(120), layers.Dense(84), layers.Dense(classes),
    ])  # fmt: skip


@mistake("lenet5", "The scores were squashed by tanh. They stay as they are: a score may be larger than 1.")
def tanh_on_the_scores(input_shape, classes):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(6, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Flatten(),
        layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"),
        layers.Dense(classes, activation="tanh"),
    ])  # fmt: skip


@mistake("lenet5", "Your last layer gives probabilities, by a softmax. The table asks for scores, which stay as they are.")
def softmax_on_the_scores(input_shape, classes):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(6, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Flatten(),
        layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"),
        layers.Dense(classes, activation="softmax"),
    ])  # fmt: skip


@mistake("lenet5", "Your pools take the maximum. The table says average.")
def maximum_pools(input_shape, classes):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(6, 5, activation="tanh"), layers.MaxPooling2D(2),
        layers.Conv2D(16, 5, activation="tanh"), layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"), layers.Dense(classes),
    ])  # fmt: skip


@mistake("lenet5", "C3 has windows of 3 by 3 here. Each of its filters has 2416 / 16 = 151 parameters; it reads six maps.")
def window_of_three(input_shape, classes):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(6, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Conv2D(16, 3, activation="tanh"), layers.AveragePooling2D(2),
        layers.Flatten(),
        layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"), layers.Dense(classes),
    ])  # fmt: skip


@mistake("lenet5", "Your convolutions keep the size of the map, by padding. In the table 32 becomes 28, and 14 becomes 10.")
def padded(input_shape, classes):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(6, 5, padding="same", activation="tanh"), layers.AveragePooling2D(2),
        layers.Conv2D(16, 5, padding="same", activation="tanh"), layers.AveragePooling2D(2),
        layers.Flatten(),
        layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"), layers.Dense(classes),
    ])  # fmt: skip


@mistake("lenet5", "The two convolutions have changed places: C1 has 6 filters, C3 has 16.")
def filters_swapped(input_shape, classes):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Conv2D(6, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Flatten(),
        layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"), layers.Dense(classes),
    ])  # fmt: skip


@mistake("lenet5", "Without a Flatten the dense layers run at each of the 5 by 5 places apart, and there is no single row of scores.")
def without_flatten(input_shape, classes):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(6, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"), layers.Dense(classes),
    ])  # fmt: skip


@mistake("lenet5", "Your pools move by one place, so they overlap and hardly shrink the map.")
def pools_overlap(input_shape, classes):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(6, 5, activation="tanh"), layers.AveragePooling2D(2, strides=1),
        layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(2, strides=1),
        layers.Flatten(),
        layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"), layers.Dense(classes),
    ])  # fmt: skip


@mistake("lenet5", "Ten scores, however many classes are asked for: the argument `classes` is not used.")
def always_ten(input_shape, classes):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(6, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Flatten(),
        layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"), layers.Dense(10),
    ])  # fmt: skip


@mistake("lenet5", "Grey images of 32 by 32, whatever comes: the argument `input_shape` is not used.")
def always_grey(input_shape, classes):
    return keras.Sequential([
        keras.Input((32, 32, 1)),
        layers.Conv2D(6, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Flatten(),
        layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"), layers.Dense(classes),
    ])  # fmt: skip


@mistake("lenet5", "F6 is missing: between C5 and the scores the table has another dense layer.")
def without_f6(input_shape, classes):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(6, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Flatten(), layers.Dense(120, activation="tanh"), layers.Dense(classes),
    ])  # fmt: skip


@mistake("lenet5", "Your Sequential does not say how large the images are, so it has no weights yet: begin it with keras.Input(...).")
def without_input(input_shape, classes):
    return keras.Sequential([
        layers.Conv2D(6, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Flatten(),
        layers.Dense(120, activation="tanh"), layers.Dense(84, activation="tanh"), layers.Dense(classes),
    ])  # fmt: skip


@mistake("lenet5", "Your function builds the network and gives nothing back: does it end in `return`?")
def nothing_returned(input_shape, classes):
    keras.Sequential([keras.Input(input_shape), layers.Conv2D(6, 5, activation="tanh")])


# alexnet_sizes


@mistake("alexnet_sizes", "(i) was rounded up: where the last window does not fit, it does not count.")
def rounded_up():
    return [55, 230, 2]


@mistake("alexnet_sizes", "(i) is a fraction of a place. A window that sticks out does not count: round down.")
def left_as_a_fraction():
    return [54.25, 230, 2]


@mistake("alexnet_sizes", "The first window is missing in each: the steps that fit, and one more, since the window stands somewhere before its first step.")
def first_window_missing():
    return [53, 234, 4]


@mistake("alexnet_sizes", "(iii) is what is needed on both sides together. Asked is the padding on *each* side; and of the fewest pixels that do.")
def both_sides_together():
    return [54, 230, 3]


@mistake("alexnet_sizes", "(iii) is the padding of both sides added up. Asked is that of *each* side.")
def both_sides_added():
    return [54, 230, 4]


@mistake("alexnet_sizes", "(iii) is a fraction of a pixel. Padding is whole, and the same on both sides.")
def half_a_pixel():
    return [54, 230, 1.5]


@mistake("alexnet_sizes", "(ii) is the *smallest* image that gives 55 places. Up to which size are there 55?")
def smallest_image():
    return [54, 227, 2]


@mistake("alexnet_sizes", "Pixels divided by the stride: the window itself, 11 pixels wide, is left out. The last window must end inside.")
def window_left_out():
    return [56, 223, 0]


@mistake("alexnet_sizes", "This is what the paper says, and what does not fit together: put 224, 11 and 4 into the formula of chapter 3.")
def as_the_paper_says():
    return [55, 224, 0]


@mistake("alexnet_sizes", "(iii) is one too small: count what 224 and twice the padding make, and how many places that gives.")
def one_pixel_short():
    return [54, 230, 1]


# heaviest


@mistake("heaviest", "(i) is right. But a dense layer uses each of its weights once, a convolution at every place: multiply by the places.")
def work_like_weights():
    return [6, 6, 1]


@mistake("heaviest", "(ii) has the most places, but each of its filters reads only three channels. Multiply all five columns.")
def most_places():
    return [6, 1, 1]


@mistake("heaviest", "(ii) has the most parameters of all convolutions. But it has few places: multiply parameters and places.")
def most_parameters_of_the_convolutions():
    return [6, 3, 1]


@mistake("heaviest", "(i) and (ii) have changed places: a convolution uses few weights often, a dense layer many weights once.")
def changed_places():
    return [2, 6, 1]


@mistake("heaviest", "You went by the size of the window. Count: window times channels that a filter reads times filters.")
def largest_window():
    return [1, 1, 8]


@mistake("heaviest", "(i) is a convolution here. Compare conv3, 9 · 256 · 384, with fc6, 9,216 · 4,096.")
def convolutions_only():
    return [3, 2, 1]


@mistake("heaviest", "(iii) is the smallest of the dense layers. Are there convolutions with fewer?")
def smallest_dense_layer():
    return [6, 2, 8]


@mistake("heaviest", "You counted from 0. The table begins with number 1.")
def from_zero():
    return [5, 1, 0]


@mistake("heaviest", "These are names. Answer with the numbers of the table's first column.", seen=lambda value: any(isinstance(each, str) for each in value))
def names():
    return ["fc6", "conv2", "conv1"]


@mistake("heaviest", "(i) is fc7. Both dense layers have 4,096 units: which of them reads more?")
def second_dense_layer():
    return [7, 2, 1]


# vgg


@mistake("vgg", "Your convolutions shrink the map: no padding. In VGG every convolution keeps its size.")
def without_padding(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        stack.append(layers.MaxPooling2D(2) if word == "M" else layers.Conv2D(int(word), 3, activation="relu"))
    dense = [layers.Dense(units, activation="relu"), layers.Dense(units, activation="relu")]
    return keras.Sequential([*stack, layers.Flatten(), *dense, layers.Dense(classes)])


@mistake("vgg", "Your convolutions do not bend: each has a ReLU.")
def convolutions_without_relu(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        stack.append(layers.MaxPooling2D(2) if word == "M" else layers.Conv2D(int(word), 3, padding="same"))
    dense = [layers.Dense(units, activation="relu"), layers.Dense(units, activation="relu")]
    return keras.Sequential([*stack, layers.Flatten(), *dense, layers.Dense(classes)])


@mistake("vgg", "Your two dense layers do not bend: each has a ReLU, only the scores have none.")
def dense_without_relu(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        stack.append(layers.MaxPooling2D(2) if word == "M" else layers.Conv2D(int(word), 3, padding="same", activation="relu"))
    return keras.Sequential([*stack, layers.Flatten(), layers.Dense(units), layers.Dense(units), layers.Dense(classes)])


@mistake("vgg", "The scores go through a ReLU or a softmax here. They stay as they are.", seen=None)
def relu_on_the_scores(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        stack.append(layers.MaxPooling2D(2) if word == "M" else layers.Conv2D(int(word), 3, padding="same", activation="relu"))
    dense = [layers.Dense(size, activation="relu") for size in (units, units, classes)]
    return keras.Sequential([*stack, layers.Flatten(), *dense])


@mistake("vgg", "The scores go through a softmax. They stay as they are.")
def softmax_at_the_end(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        stack.append(layers.MaxPooling2D(2) if word == "M" else layers.Conv2D(int(word), 3, padding="same", activation="relu"))
    dense = [layers.Dense(units, activation="relu"), layers.Dense(units, activation="relu")]
    return keras.Sequential([*stack, layers.Flatten(), *dense, layers.Dense(classes, activation="softmax")])


@mistake("vgg", "Only one dense layer stands before the scores; there are two.")
def one_dense_layer(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        stack.append(layers.MaxPooling2D(2) if word == "M" else layers.Conv2D(int(word), 3, padding="same", activation="relu"))
    return keras.Sequential([*stack, layers.Flatten(), layers.Dense(units, activation="relu"), layers.Dense(classes)])


@mistake("vgg", "You go through the text letter by letter: 16 became 1 and 6. Go through its words.")
def letter_by_letter(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for letter in configuration:
        if letter == "M":
            stack.append(layers.MaxPooling2D(2))
        elif letter != " ":
            stack.append(layers.Conv2D(int(letter), 3, padding="same", activation="relu"))
    dense = [layers.Dense(units, activation="relu"), layers.Dense(units, activation="relu")]
    return keras.Sequential([*stack, layers.Flatten(), *dense, layers.Dense(classes)])


@mistake("vgg", "Python cannot make a number of a space: you go through the text letter by letter. Go through its words.")
def spaces_as_numbers(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for letter in configuration:
        if letter == "M":
            stack.append(layers.MaxPooling2D(2))
        else:
            stack.append(layers.Conv2D(int(letter), 3, padding="same", activation="relu"))
    return keras.Sequential([*stack, layers.Flatten(), layers.Dense(classes)])


@mistake("vgg", "Keras was given a word for the number of filters: \"64\" is text, make a number of it.")
def filters_as_text(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        stack.append(layers.MaxPooling2D(2) if word == "M" else layers.Conv2D(word, 3, padding="same", activation="relu"))
    return keras.Sequential([*stack, layers.Flatten(), layers.Dense(classes)])


@mistake("vgg", "The pools are skipped: M is a layer as well.")
def without_pools(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        if word != "M":
            stack.append(layers.Conv2D(int(word), 3, padding="same", activation="relu"))
    dense = [layers.Dense(units, activation="relu"), layers.Dense(units, activation="relu")]
    return keras.Sequential([*stack, layers.Flatten(), *dense, layers.Dense(classes)])


@mistake("vgg", "A pool follows every convolution here. It stands only where the line has an M.")
def pool_after_each(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        if word != "M":
            stack += [layers.Conv2D(int(word), 3, padding="same", activation="relu"), layers.MaxPooling2D(2, padding="same")]
    dense = [layers.Dense(units, activation="relu"), layers.Dense(units, activation="relu")]
    return keras.Sequential([*stack, layers.Flatten(), *dense, layers.Dense(classes)])


@mistake("vgg", "Your pools round up: with padding, 17 rows become 9. In VGG a window counts only where it fits.")
def pools_round_up(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        stack.append(layers.MaxPooling2D(2, padding="same") if word == "M" else layers.Conv2D(int(word), 3, padding="same", activation="relu"))
    dense = [layers.Dense(units, activation="relu"), layers.Dense(units, activation="relu")]
    return keras.Sequential([*stack, layers.Flatten(), *dense, layers.Dense(classes)])


@mistake("vgg", "Your pools take the average. VGG takes the maximum.")
def average_pools(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        stack.append(layers.AveragePooling2D(2) if word == "M" else layers.Conv2D(int(word), 3, padding="same", activation="relu"))
    dense = [layers.Dense(units, activation="relu"), layers.Dense(units, activation="relu")]
    return keras.Sequential([*stack, layers.Flatten(), *dense, layers.Dense(classes)])


@mistake("vgg", "The Flatten is missing: without it the dense layers run at each place apart.")
def flatten_missing(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        stack.append(layers.MaxPooling2D(2) if word == "M" else layers.Conv2D(int(word), 3, padding="same", activation="relu"))
    dense = [layers.Dense(units, activation="relu"), layers.Dense(units, activation="relu")]
    return keras.Sequential([*stack, *dense, layers.Dense(classes)])


@mistake("vgg", "A global average stands where VGG flattens. It is a good idea, and the next experiment.")
def global_average(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        stack.append(layers.MaxPooling2D(2) if word == "M" else layers.Conv2D(int(word), 3, padding="same", activation="relu"))
    dense = [layers.Dense(units, activation="relu"), layers.Dense(units, activation="relu")]
    return keras.Sequential([*stack, layers.GlobalAveragePooling2D(), *dense, layers.Dense(classes)])


@mistake("vgg", "4,096 units, whatever is asked for: the argument `units` is not used.")
def always_4096_units(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        stack.append(layers.MaxPooling2D(2) if word == "M" else layers.Conv2D(int(word), 3, padding="same", activation="relu"))
    dense = [layers.Dense(4096, activation="relu"), layers.Dense(4096, activation="relu")]
    return keras.Sequential([*stack, layers.Flatten(), *dense, layers.Dense(classes)])


@mistake("vgg", "`units` and `classes` have changed places: the last layer has one score for each class.")
def units_and_classes_swapped(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        stack.append(layers.MaxPooling2D(2) if word == "M" else layers.Conv2D(int(word), 3, padding="same", activation="relu"))
    dense = [layers.Dense(classes, activation="relu"), layers.Dense(classes, activation="relu")]
    return keras.Sequential([*stack, layers.Flatten(), *dense, layers.Dense(units)])


@mistake("vgg", "Your `return` stands inside the loop: it leaves after the first word.")
def returns_in_the_loop(configuration, input_shape, units, classes):
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        stack.append(layers.MaxPooling2D(2) if word == "M" else layers.Conv2D(int(word), 3, padding="same", activation="relu"))
        dense = [layers.Dense(units, activation="relu"), layers.Dense(units, activation="relu")]
        return keras.Sequential([*stack, layers.Flatten(), *dense, layers.Dense(classes)])


# widest_reduction


@mistake("widest_reduction", "Your number is rounded up: with it, the two steps cost a little more than allowed.")
def one_too_many(channels, filters, kernel, times):
    taps = kernel[0] * kernel[1]
    return -(-channels * filters * taps // (times * (channels + taps * filters)))


@mistake("widest_reduction", "Your number is rounded to the nearest whole one. Sometimes that is up, and then the two steps cost more than allowed.")
def rounded_to_nearest(channels, filters, kernel, times):
    taps = kernel[0] * kernel[1]
    return round(channels * filters * taps / (times * (channels + taps * filters)))


@mistake("widest_reduction", "This is a fraction of a map. Maps are whole: which whole number still fits?")
def part_of_a_map(channels, filters, kernel, times):
    taps = kernel[0] * kernel[1]
    return channels * filters * taps / (times * (channels + taps * filters))


@mistake("widest_reduction", "Only the second step was counted. The 1 by 1 convolution before it costs something too.")
def first_step_free(channels, filters, kernel, times):
    return channels // times


@mistake("widest_reduction", "Only the 1 by 1 convolution was counted. The window on the thin maps costs something too.")
def second_step_free(channels, filters, kernel, times):
    return filters * kernel[0] * kernel[1] // times


@mistake("widest_reduction", "The window is taken as square, with its height for both sides. It has height times width taps.")
def height_for_width(channels, filters, kernel, times):
    taps = kernel[0] ** 2
    return channels * filters * taps // (times * (channels + taps * filters))


@mistake("widest_reduction", "Height and width of the window were added. It has height times width taps.")
def sides_added(channels, filters, kernel, times):
    taps = kernel[0] + kernel[1]
    return channels * filters * taps // (times * (channels + taps * filters))


@mistake("widest_reduction", "`channels` and `filters` have changed places: the 1 by 1 convolution reads channels, the window gives filters.")
def channels_and_filters_swapped(channels, filters, kernel, times):
    taps = kernel[0] * kernel[1]
    return channels * filters * taps // (times * (filters + taps * channels))


@mistake("widest_reduction", "`times` is left out: this makes the two steps cost as much as the direct one.")
def as_dear_as_before(channels, filters, kernel, times):
    taps = kernel[0] * kernel[1]
    return channels * filters * taps // (channels + taps * filters)


@mistake("widest_reduction", "This *saves* one part of the cost. The two steps may cost one `times`-th of it in all.")
def saves_that_part(channels, filters, kernel, times):
    taps = kernel[0] * kernel[1]
    direct = channels * filters * taps
    return (direct - direct // times) // (channels + taps * filters)


@mistake("widest_reduction", "The direct convolution was counted without its taps: its window is as large as that of the second step.")
def direct_without_taps(channels, filters, kernel, times):
    taps = kernel[0] * kernel[1]
    return channels * filters // (times * (channels + taps * filters))


@mistake("widest_reduction", "The 1 by 1 convolution was counted with the taps of the large window. It has one tap.")
def taps_in_both_steps(channels, filters, kernel, times):
    taps = kernel[0] * kernel[1]
    return channels * filters * taps // (times * taps * (channels + filters))


@mistake("widest_reduction", "`kernel` is a pair: multiply its two numbers before you use it.")
def pair_as_a_number(channels, filters, kernel, times):
    return channels * filters * kernel // (times * (channels + kernel * filters))


@mistake("widest_reduction", "This is the cost of the direct convolution divided by `times`: multiply-adds. Asked is how many maps they pay for.")
def multiply_adds_for_maps(channels, filters, kernel, times):
    return channels * filters * kernel[0] * kernel[1] // times


# inception


@mistake("inception", "This is the colleague's block as it was. Go through it branch by branch: what stands before the 3 by 3, where does the branch of 5 by 5 begin, and where is the pool?")
def as_it_was(input_shape, widths):
    return broken_inception(input_shape, widths)


@mistake("inception", "The branch of 3 by 3 still makes its maps thin with a window of 3 by 3. That is the costly way.")
def thin_by_three(input_shape, widths):
    ones, thin_three, threes, thin_five, fives, projection = widths
    image = keras.Input(input_shape)
    three = conv(conv(image, thin_three, 3), threes, 3)
    five = conv(conv(image, thin_five, 1), fives, 5)
    pool = conv(layers.MaxPooling2D(3, strides=1, padding="same")(image), projection, 1)
    return keras.Model(image, layers.Concatenate()([conv(image, ones, 1), three, five, pool]))


@mistake("inception", "The 5 by 5 reads all the maps that come in: nothing makes them thin before.")
def five_on_thick_maps(input_shape, widths):
    ones, thin_three, threes, _thin_five, fives, projection = widths
    image = keras.Input(input_shape)
    three = conv(conv(image, thin_three, 1), threes, 3)
    pool = conv(layers.MaxPooling2D(3, strides=1, padding="same")(image), projection, 1)
    return keras.Model(image, layers.Concatenate()([conv(image, ones, 1), three, conv(image, fives, 5), pool]))


@mistake("inception", "In the last branch the convolution still comes before the pool. It follows the pool.")
def projection_before_the_pool(input_shape, widths):
    ones, thin_three, threes, thin_five, fives, projection = widths
    image = keras.Input(input_shape)
    three = conv(conv(image, thin_three, 1), threes, 3)
    five = conv(conv(image, thin_five, 1), fives, 5)
    pool = layers.MaxPooling2D(3, strides=1, padding="same")(conv(image, projection, 1))
    return keras.Model(image, layers.Concatenate()([conv(image, ones, 1), three, five, pool]))


@mistake("inception", "The first bug is mended. Two are left: where the branch of 5 by 5 begins, and the place of the pool.")
def only_three_mended(input_shape, widths):
    ones, thin_three, threes, thin_five, fives, projection = widths
    image = keras.Input(input_shape)
    three = conv(conv(image, thin_three, 1), threes, 3)
    five = conv(conv(three, thin_five, 1), fives, 5)
    pool = layers.MaxPooling2D(3, strides=1, padding="same")(conv(image, projection, 1))
    return keras.Model(image, layers.Concatenate()([conv(image, ones, 1), three, five, pool]))


@mistake("inception", "The pooled maps are stacked as they are: the 1 by 1 convolution after the pool is missing.")
def pool_without_projection(input_shape, widths):
    ones, thin_three, threes, thin_five, fives, _projection = widths
    image = keras.Input(input_shape)
    three = conv(conv(image, thin_three, 1), threes, 3)
    five = conv(conv(image, thin_five, 1), fives, 5)
    pool = layers.MaxPooling2D(3, strides=1, padding="same")(image)
    return keras.Model(image, layers.Concatenate()([conv(image, ones, 1), three, five, pool]))


@mistake("inception", "The thin maps of the two branches have changed places: in the widths, each stands before its window.")
def thin_maps_swapped(input_shape, widths):
    ones, thin_three, threes, thin_five, fives, projection = widths
    image = keras.Input(input_shape)
    three = conv(conv(image, thin_five, 1), threes, 3)
    five = conv(conv(image, thin_three, 1), fives, 5)
    pool = conv(layers.MaxPooling2D(3, strides=1, padding="same")(image), projection, 1)
    return keras.Model(image, layers.Concatenate()([conv(image, ones, 1), three, five, pool]))


@mistake("inception", "One of the branches is stacked at another place: the order is 1 by 1, 3 by 3, 5 by 5, pool.")
def pool_stacked_first(input_shape, widths):
    ones, thin_three, threes, thin_five, fives, projection = widths
    image = keras.Input(input_shape)
    three = conv(conv(image, thin_three, 1), threes, 3)
    five = conv(conv(image, thin_five, 1), fives, 5)
    pool = conv(layers.MaxPooling2D(3, strides=1, padding="same")(image), projection, 1)
    return keras.Model(image, layers.Concatenate()([pool, conv(image, ones, 1), three, five]))


@mistake("inception", "The maps cannot be stacked: your pool moves by three places, or by two, and gives smaller maps than the other branches.")
def pool_shrinks(input_shape, widths):
    ones, thin_three, threes, thin_five, fives, projection = widths
    image = keras.Input(input_shape)
    three = conv(conv(image, thin_three, 1), threes, 3)
    five = conv(conv(image, thin_five, 1), fives, 5)
    pool = conv(layers.MaxPooling2D(3, padding="same")(image), projection, 1)
    return keras.Model(image, layers.Concatenate()([conv(image, ones, 1), three, five, pool]))


@mistake("inception", "Your pool takes the average. Here it takes the maximum.")
def average_pool(input_shape, widths):
    ones, thin_three, threes, thin_five, fives, projection = widths
    image = keras.Input(input_shape)
    three = conv(conv(image, thin_three, 1), threes, 3)
    five = conv(conv(image, thin_five, 1), fives, 5)
    pool = conv(layers.AveragePooling2D(3, strides=1, padding="same")(image), projection, 1)
    return keras.Model(image, layers.Concatenate()([conv(image, ones, 1), three, five, pool]))


@mistake("inception", "Your function gives the stacked maps. Give the model that leads from the image to them.")
def maps_instead_of_a_model(input_shape, widths):
    ones, thin_three, threes, thin_five, fives, projection = widths
    image = keras.Input(input_shape)
    three = conv(conv(image, thin_three, 1), threes, 3)
    five = conv(conv(image, thin_five, 1), fives, 5)
    pool = conv(layers.MaxPooling2D(3, strides=1, padding="same")(image), projection, 1)
    return layers.Concatenate()([conv(image, ones, 1), three, five, pool])


@mistake("inception", "The 5 by 5 stands on the branch of 3 by 3: each branch begins at the image.")
def one_after_the_other(input_shape, widths):
    ones, thin_three, threes, thin_five, fives, projection = widths
    image = keras.Input(input_shape)
    three = conv(conv(image, thin_three, 1), threes, 3)
    five = conv(conv(three, thin_five, 1), fives, 5)
    pool = conv(layers.MaxPooling2D(3, strides=1, padding="same")(image), projection, 1)
    return keras.Model(image, layers.Concatenate()([conv(image, ones, 1), three, five, pool]))
