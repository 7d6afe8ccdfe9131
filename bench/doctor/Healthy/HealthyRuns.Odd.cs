using Glia.DoctorBench.Bases;
using static Glia.DoctorBench.Words;

namespace Glia.DoctorBench.Healthy;

/// <content>What naive rules fire on.</content>
internal static partial class HealthyRuns
{
    private static IEnumerable<HealthyRun> Odd() =>
    [
        new("zero-initialised logistic regression on digits", seed =>
            Digits(seed, 2000, [Dense(10, "softmax", "zeros")], Loop("categorical_crossentropy", "SGD", 0.1, 32, 8))),
        new("zero-initialised logistic regression, two classes", seed => M(9, seed).Layers(Dense(1, "sigmoid", "zeros"))),
        new("zero last layer", seed => M(1, seed).Layer(-1, "kernel_initializer", "zeros")),
        new("most relus inactive", seed => M(1, seed).EachKernel("bias_initializer", Constant(-0.3), alsoLast: false)),
        new("SGD 0.5 on standardised columns", seed => M(9, seed).Layers(Dense(1, "sigmoid")).Optimizer("SGD", 0.5)),
        new("dropout makes the test better than the training", seed => Digits(seed, 2000,
            [Dense(200, "relu", "he_normal"), Dropout(0.5), Dense(200, "relu", "he_normal"), Dropout(0.5), Dense(10, "softmax")],
            Loop("categorical_crossentropy", "Adam", 0.001, 64, 8))),
        new("dropout 0.2 on the inputs", seed => M(2, seed).Insert(0, Dropout(0.2))),
        new("squared error on a softmax that learns", seed => M(2, seed).Loss("mse").Optimizer("Adam", 0.005)),
        new("squared error on a sigmoid that learns", seed => M(6, seed).Loss("mse")),
        new("binary loss on one-hot classes that learns", seed => M(3, seed).Loss("binary_crossentropy").Optimizer("Adam", 0.02)),
        new("sigmoid outputs with categorical that learn", seed => M(2, seed).Layer(-1, "activation", "sigmoid")),
        new("one epoch over many rows", seed => Digits(seed, 6000, [Dense(100, "relu", "he_normal"), Dense(10, "softmax")],
            Loop("categorical_crossentropy", "SGD", 0.1, 32, 1)), 0.7),
        new("small rate that still learns", seed => M(1, seed).Rate(0.01), 0.5),
        new("Adam 1e-4 that still learns", seed => M(1, seed).Optimizer("Adam", 1e-4), 0.5),
        new("above 93 % after three epochs", seed => Digits(seed, 8000, [Dense(200, "relu", "he_normal"), Dense(10, "softmax")],
            Loop("categorical_crossentropy", "Adam", 0.002, 64, 3))),
        new("nothing to get wrong: perfectly separable", seed =>
            Base.Classes(seed, Sets.Blobs(seed, 600, deviation: 0.4).Standardized(), 3, [Dense(16, "relu"), Dense(3, "softmax")],
            Loop("categorical_crossentropy", "Adam", 0.01, 32, 20))),
        new("wide clouds, the ceiling is low", seed =>
            Base.Classes(seed, Sets.Blobs(seed, 1200, deviation: 4).Standardized(), 3, [Dense(16, "relu"), Dense(3, "softmax")],
            Loop("categorical_crossentropy", "Adam", 0.01, 32, 20))),
        new("a quarter of the labels can never be known", seed => Base.Binary(seed, Sets.Shape(seed, 1500, 6, draw =>
        {
            float[] x = [.. Enumerable.Range(0, 6).Select(_ => draw.Normal())];
            bool above = x[0] - x[1] > 0;
            return (x, above == draw.Uniform(0, 1) > 0.25 ? 1 : 0);
        }), [Dense(8, "relu"), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.005, 32, 15))),
        new("sixty columns, ten epochs", seed => Base.Binary(seed, Sets.Shape(seed, 600, 60, draw =>
        {
            float[] x = [.. Enumerable.Range(0, 60).Select(_ => draw.Uniform(0, 1))];
            return (x, x[..8].Sum() + 0.3 * draw.Normal() > 4 ? 1 : 0);
        }), [Dense(12, "relu"), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.005, 16, 20)), 0.7),
        new("N(0,1) weights on two inputs", seed => M(4, seed).EachKernel("kernel_initializer", Normal(1))),
        new("relu output for targets that are never negative", seed =>
            Base.Values(seed, Miles(seed), [Dense(32, "relu", "he_normal"), Dense(1, "relu", "ones")], Loop("mse", "Adam", 0.005, 32, 60))),
        new("targets of a mean of 23, not scaled, that are learned", seed =>
            Base.Values(seed, Miles(seed), [Dense(32, "relu", "he_normal"), Dense(1)], Loop("mse", "Adam", 0.01, 32, 60))),
        new("sigmoid output for targets between 0 and 1", seed => Base.Values(seed, Sets.Values(seed, 800, 3, draw =>
        {
            float[] x = [draw.Normal(), draw.Normal(), draw.Normal()];
            return (x, (float)(1 / (1 + Math.Exp(-(x[0] + x[1] * x[2])))));
        }), [Dense(32, "tanh"), Dense(1, "sigmoid")], Loop("mse", "Adam", 0.01, 32, 30))),
        new("clipping that seldom acts", seed => M(1, seed).OptimizerArgument("global_clipnorm", 5)),
        new("last layer of unusual width, hidden of seven and thirteen", seed =>
            M(2, seed).Layers(Dense(37, "relu"), Dense(13, "relu"), Dense(10, "softmax")).Optimizer("Adam", 0.005)),
        new("no bias anywhere", seed => M(2, seed).EachKernel("use_bias", false)),
        new("output bias at the log-odds of a rare class", seed =>
            Rare(seed, Dense(1, "sigmoid", Config("glorot_uniform"), Constant(-2.7)))),
        new("rare class that is found", seed => Rare(seed, Dense(1, "sigmoid"))),
        new("file sorted by class, rows shuffled", seed =>
            M(2, seed).MapTrain(part => part.Select([.. Enumerable.Range(0, part.Rows).OrderBy(row => part.Labels[row])]))),
        new("the whole set in one batch, enough epochs", seed =>
            M(3, seed).Optimizer("Adam", 0.02).Set(loop => loop with { BatchSize = 105, Epochs = 150 })),
        new("batches of one at a small rate", seed => M(3, seed).Rate(0.01).Set(loop => loop with { BatchSize = 1, Epochs = 15 })),
    ];

    private static (Part Train, Part Test) Miles(int seed) => Sets.Cars(seed, 570).Standardized();

    // 6 % of the rows are of class 1, and most of those can be told.
    private static Plan Rare(int seed, Experiments.ExperimentLayer last) => Base.Binary(seed, Sets.Shape(seed, 2000, 4, draw =>
    {
        int label = draw.Uniform(0, 1) < 0.06 ? 1 : 0;
        return ([2.5f * label + draw.Normal(), draw.Normal() - 2.5f * label, draw.Normal(), draw.Normal()], label);
    }), [Dense(16, "relu"), last], Loop("binary_crossentropy", "Adam", 0.005, 32, 15));
}
