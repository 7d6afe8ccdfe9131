using Glia.Experiments;
using static Glia.DoctorBench.Words;

namespace Glia.DoctorBench.Bases;

/// <summary>A program that learns, from which mutants are made.</summary>
/// <param name="Name">M1, M2, …</param>
/// <param name="Story">What it is.</param>
/// <param name="Make">The program for a seed, which decides rows, split and first weights.</param>
internal sealed record Base(string Name, string Story, Func<int, Plan> Make)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, Plan> _made = new();

    /// <summary>The program for a seed, made once: plans are never changed.</summary>
    public Plan Clean(int seed) => _made.GetOrAdd(seed, Make);

    /// <summary>All bases. M1 to M8 are those of the public list; the others are further ones.</summary>
    public static IReadOnlyList<Base> All { get; } =
    [
        new("M1", "MNIST 784-200-200-10 relu, softmax, 2,000 rows", seed => Classes(seed, Sets.Mnist(seed, 2000, 1000).Unit(), 10,
            [Dense(200, "relu", "he_normal"), Dense(200, "relu", "he_normal"), Dense(10, "softmax")],
            Loop("categorical_crossentropy", "SGD", 0.1, 64, 6))),
        new("M2", "digits 8x8, 64-64-10 relu, softmax", seed => Classes(seed, Sets.Table("digits", seed).Unit(16), 10,
            [Dense(64, "relu", "he_normal"), Dense(10, "softmax")], Loop("categorical_crossentropy", "SGD", 0.2, 32, 15))),
        new("M3", "iris 4-16-3 relu, softmax", seed => Classes(seed, Sets.Table("iris", seed).Standardized(), 3,
            [Dense(16, "relu"), Dense(3, "softmax")], Loop("categorical_crossentropy", "SGD", 0.1, 16, 40))),
        new("M4", "circles 2-16-16-1 relu, sigmoid", seed => Binary(seed, Sets.Circles(seed, 1000),
            [Dense(16, "relu", "he_uniform"), Dense(16, "relu", "he_uniform"), Dense(1, "sigmoid")],
            Loop("binary_crossentropy", "Adam", 0.01, 32, 20))),
        new("M5", "blobs 2-16-3 relu, softmax", seed => Classes(seed, Sets.Blobs(seed, 900).Standardized(), 3,
            [Dense(16, "relu"), Dense(3, "softmax")], Loop("categorical_crossentropy", "SGD", 0.1, 32, 20))),
        new("M6", "XOR clouds 2-8-1 tanh, sigmoid", seed => Binary(seed, Sets.Xor(seed, 600).Standardized(),
            [Dense(8, "tanh"), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.02, 32, 40))),
        new("M7", "made-up auto-mpg 9-64-64-1 relu, linear", seed => Values(seed, Sets.Cars(seed, 570).Standardized().StandardizedTargets(),
            [Dense(64, "relu", "he_normal"), Dense(64, "relu", "he_normal"), Dense(1)], Loop("mse", "Adam", 0.001, 32, 40))),
        new("M9", "breast cancer 30-16-1 relu, sigmoid", seed => Binary(seed, Sets.Table("breast_cancer", seed).Standardized(),
            [Dense(16, "relu"), Dense(1, "sigmoid")], Loop("binary_crossentropy", "SGD", 0.05, 32, 20, ("momentum", 0.9)))),
        new("M10", "wine 13-32-3 tanh, softmax", seed => Classes(seed, Sets.Table("wine", seed).Standardized(), 3,
            [Dense(32, "tanh"), Dense(3, "softmax")], Loop("categorical_crossentropy", "Adam", 0.005, 16, 30))),
        new("M11", "sine of two inputs 2-32-32-1 tanh, linear", seed => Values(seed, Sets.Values(seed, 800, 2, draw =>
            {
                float a = draw.Uniform(-2, 2), b = draw.Uniform(-2, 2);
                return ([a, b], (float)(Math.Sin(2 * a) + 0.5 * b * b + 0.05 * draw.Normal()));
            }),
            [Dense(32, "tanh"), Dense(32, "tanh"), Dense(1)], Loop("mse", "Adam", 0.01, 32, 30))),
        new("M12", "made-up questionnaire 230-16-1 relu, linear", seed => Values(seed, Sets.Questionnaire(seed, 2800),
            [Dense(16, "relu", "he_normal"), Dense(1)], Loop("mse", "Adam", 0.001, 32, 20))),
        new("M13", "made-up bags of words 400-32-5 relu, softmax", seed => Classes(seed, Sets.Questions(seed, 2000), 5,
            [Dense(32, "relu"), Dense(5, "softmax")], Loop("categorical_crossentropy", "Adam", 0.002, 32, 10))),
        new("M14", "made-up clicks, one-hot 130-16-1 relu, sigmoid", seed => Binary(seed, Sets.Clicks(seed, 3000),
            [Dense(16, "relu"), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.003, 32, 8))),
        new("M8", "MNIST images, two convolutions with pooling, 1,000 rows", seed => Classes(seed, Sets.Mnist(seed, 1000, 1000).Unit(), 10,
            [Input(28, 28, 1), Conv2D(8), Layer("MaxPooling2D"), Conv2D(16), Layer("MaxPooling2D"), Layer("Flatten"), Dense(10, "softmax")],
            Loop("categorical_crossentropy", "Adam", 0.003, 32, 4)) with { Body = 6 }),
        new("M15", "digits 8x8 as images, convolution, pooling, convolution, 32 relu", seed =>
            Classes(seed, Sets.Table("digits", seed).Unit(16), 10,
            [Input(8, 8, 1), Conv2D(12), Layer("MaxPooling2D"), Conv2D(16), Layer("Flatten"), Dense(32, "relu"), Dense(10, "softmax")],
            Loop("categorical_crossentropy", "SGD", 0.05, 32, 12, ("momentum", 0.9))) with { Body = 5 }),
        new("M16", "made-up sentences of 12 words, embedding, average, sigmoid", seed => Binary(seed, Sets.Sentences(seed, 2000),
            [Layer("Embedding", ("input_dim", 100), ("output_dim", 16)), Layer("GlobalAveragePooling1D"), Dense(16, "relu"),
                Dense(1, "sigmoid")],
            Loop("binary_crossentropy", "Adam", 0.01, 32, 8)) with { Body = 2 }),
        new("M17", "which of two events comes first, LSTM of 16, sigmoid", seed => Binary(seed, Sets.Events(seed, 1200, 12),
            [Input(12, 2), Layer("LSTM", ("units", 16)), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.01, 32, 12))
                with { Body = 2 }),
        new("M18", "the next value of a noisy sum of sines, GRU of 16, linear", seed => Values(seed, Sets.Waves(seed, 1000, 16),
            [Input(16, 1), Layer("GRU", ("units", 16)), Dense(1)], Loop("mse", "Adam", 0.01, 32, 15)) with { Body = 2 }),
        new("M20", "made-up sentences filled up to 30 words, embedding with a mask, LSTM of 16, sigmoid", seed =>
            Binary(seed, Sets.Padded(seed, 2000),
            [Layer("Embedding", ("input_dim", 60), ("output_dim", 16), ("mask_zero", true)), Layer("LSTM", ("units", 16)),
                Dense(1, "sigmoid")],
            Loop("binary_crossentropy", "Adam", 0.01, 32, 6)) with { Body = 2 }),
        new("M21", "sequences of 4 to 10 measurements filled up to 24 steps, Masking, GRU of 16, sigmoid", seed =>
            Binary(seed, Sets.Measured(seed, 1500),
            [Input(24, 2), Layer("Masking"), Layer("GRU", ("units", 16)), Dense(1, "sigmoid")],
            Loop("binary_crossentropy", "Adam", 0.01, 32, 8)) with { Body = 3 }),
        new("M22", "digits 8x8 in colour, convolution, pooling, global average", seed => Classes(seed, Sets.Colours(seed), 10,
            [Input(8, 8, 3), Conv2D(24), Layer("MaxPooling2D"), Conv2D(32), Layer("GlobalAveragePooling2D"), Dense(10, "softmax")],
            Loop("categorical_crossentropy", "Adam", 0.01, 32, 15)) with { Body = 5 }),
        new("M19", "which of two events comes first, 1-d convolutions, sigmoid", seed => Binary(seed, Sets.Events(seed, 1200, 12),
            [Input(12, 2), Layer("Conv1D", ("filters", 16), ("kernel_size", 5), ("activation", "relu")),
                Layer("Conv1D", ("filters", 16), ("kernel_size", 5), ("activation", "relu")),
                Layer("Flatten"), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.003, 32, 12)) with { Body = 4 }),
    ];

    /// <summary>The base of this name.</summary>
    public static Base Of(string name) => All.First(one => one.Name == name);

    /// <summary>A program for exclusive classes, one-hot.</summary>
    public static Plan Classes(int seed, (Part Train, Part Test) parts, int classes, IReadOnlyList<ExperimentLayer> network,
        ExperimentTraining training) =>
        Of(seed, parts.Train.OneHot(classes), parts.Test.OneHot(classes), classes, network, training);

    /// <summary>A program for two classes and one output.</summary>
    public static Plan Binary(int seed, (Part Train, Part Test) parts, IReadOnlyList<ExperimentLayer> network,
        ExperimentTraining training) =>
        Of(seed, parts.Train.Numbers(column: true), parts.Test.Numbers(column: true), 2, network, training);

    /// <summary>A program for values.</summary>
    public static Plan Values(int seed, (Part Train, Part Test) parts, IReadOnlyList<ExperimentLayer> network,
        ExperimentTraining training) =>
        Of(seed, parts.Train, parts.Test, 0, network, training);

    private static Plan Of(int seed, Part train, Part test, int classes, IReadOnlyList<ExperimentLayer> network,
        ExperimentTraining training) =>
        new() { Train = train, Test = test, Honest = test, Classes = classes, Network = network, Training = training, Seed = seed };
}
