using Glia.DoctorBench.Bases;
using static Glia.DoctorBench.Mutants.Mutant;
using static Glia.DoctorBench.Words;

namespace Glia.DoctorBench.Cases;

/// <content>The circle and blob programs of the AutoTrainer family. Their inputs are a hundred times too large in every one, which
/// therefore counts as right too.</content>
internal static partial class PublicCases
{
    private static IEnumerable<Case> AutoTrainer() =>
    [
        Make("G01 eight sigmoid layers of five", "F30 F01", seed => Circle(seed, 8, 5, "sigmoid"), MendCircle, plan =>
            WithKernel(plan, alsoLast: false)),
        Make("G03 eleven sigmoid layers of five", "F30 F01", seed => Circle(seed, 11, 5, "sigmoid"), MendCircle, plan =>
            WithKernel(plan, alsoLast: false)),
        Make("G07 nine exponential layers", "F31 F01", seed => Circle(seed, 9, 5, "exponential"), MendCircle, plan =>
            WithKernel(plan, alsoLast: false)),
        Make("G11 nine exponential layers on blobs", "F31 F25 F01",
            seed => Blob(seed, [.. Stack(9, 5, "exponential", "he_uniform"), Dense(3, "sigmoid")],
                Loop("categorical_crossentropy", "Adam", 0.001, 128, 60)), MendBlob),
        Make("G13 eight relu layers within 0.05", "F42 F32 F01",
            seed => Circle(seed, 8, 5, "relu")
                .Layers([.. Enumerable.Range(0, 8).Select(_ => Dense(5, "relu", Uniform(0.05))), Dense(1, "sigmoid")]), MendCircle, plan =>
                WithKernel(plan)),
        Make("G17 sixteen relu layers of five", "F32 F01 F42", seed => Circle(seed, 16, 5, "relu"), MendCircle, plan =>
            WithKernel(plan, alsoLast: false)),
        Make("G21 relu output on blobs", "F26 F22 F01",
            seed => Blob(seed, [.. Stack(4, 50, "relu", "he_uniform"), Dense(3, "relu", "he_uniform")],
                Loop("categorical_crossentropy", "Adam", 1e-4, 256, 100)),
            plan => MendBlob(plan), Last),
        Make("G23 nine sigmoid layers on digits", "F30",
            seed => Digits(seed, [Dense(120, "sigmoid", "he_normal"), .. Stack(7, 84, "sigmoid", "he_normal"), Dense(10, "softmax")],
                Loop("categorical_crossentropy", "Adam", 0.001, 64, 4)),
            plan => plan.EachKernel("activation", "relu", alsoLast: false), plan => WithKernel(plan, alsoLast: false)),
        Make("G25 sixteen relu layers within 0.05", "F42 F32",
            seed => Digits(seed, [.. Enumerable.Range(0, 16).Select(_ => Dense(64, "relu", Uniform(0.05))), Dense(10, "softmax")],
                Loop("categorical_crossentropy", "Adam", 0.001, 64, 4)),
            plan => plan.Layers(Dense(64, "relu"), Dense(64, "relu"), Dense(10, "softmax")), plan => WithKernel(plan)),
        Make("G31 wide blobs, Adam with short memories", "F01",
            seed => Wide(seed, Loop("categorical_crossentropy", "Adam", 0.001, 256, 400, ("beta_1", 0.3897), ("beta_2", 0.4435))), plan =>
                plan.ScaleX(0.002f)),
        Make("G32 wide blobs, Adagrad", "F01", seed => Wide(seed, Loop("categorical_crossentropy", "Adagrad", 0.1, 64, 200)), plan =>
            plan.ScaleX(0.002f)),
        Make("G33 wide blobs, Adam", "F01", seed => Wide(seed, Loop("categorical_crossentropy", "Adam", 0.001, 256, 300)), plan =>
            plan.ScaleX(0.002f)),
        Make("G29 Adagrad at rate 1", "F65 F67 F01",
            seed => Blob(seed, [.. Stack(4, 50, "relu", "he_uniform"), Dense(3, "softmax")],
                Loop("categorical_crossentropy", "Adagrad", 1, 256, 100)), plan => MendBlob(plan)),
    ];

    private static IEnumerable<Case> Others() =>
    [
        Make("L01 column of the target twice, once as input", "F17",
            seed => Revealing(seed, revealed: true), seed => Revealing(seed, revealed: false)),
        Make("L02 a network of ten thousand weights for sixty noisy rows", "F53 F16 F37",
            seed => Noisy(seed, Loop("binary_crossentropy", "Adam", 0.003, 8, 200)),
            plan => plan.EachKernel("kernel_regularizer", Config("L2", ("l2", 0.02))).Set(training => training with { Epochs = 40 })),
    ];

    private static Plan Circle(int seed, int layers, int width, string activation) =>
        Base.Binary(seed, Hundredfold(Sets.Circles(seed, 1000)),
        [.. Stack(layers, width, activation, "he_uniform"), Dense(1, "sigmoid", "he_uniform")],
        Loop("binary_crossentropy", "Adam", 0.001, 128, 60));

    private static Plan MendCircle(Plan plan) =>
        plan.ScaleX(0.01f).Layers(Dense(16, "relu", "he_uniform"), Dense(16, "relu", "he_uniform"), Dense(1, "sigmoid")).Rate(0.01);

    private static Plan Blob(int seed, IReadOnlyList<Experiments.ExperimentLayer> network, Experiments.ExperimentTraining training) =>
        Base.Classes(seed, Hundredfold(Sets.Blobs(seed, 1000, deviation: 2)), 3, network, training);

    private static Plan Wide(int seed, Experiments.ExperimentTraining training) =>
        Base.Classes(seed, Hundredfold(Sets.Blobs(seed, 1000, deviation: 4)), 3,
        [.. Stack(3, 50, "relu", "he_uniform"), Dense(3, "softmax")], training);

    private static Plan MendBlob(Plan plan) => plan.ScaleX(0.002f).Layers(Dense(50, "relu", "he_uniform"), Dense(3, "softmax"))
        .Optimizer("Adam", 0.01);

    private static (Part Train, Part Test) Hundredfold((Part Train, Part Test) parts) =>
        (parts.Train.MapX(value => value * 100), parts.Test.MapX(value => value * 100));

    private static Plan Revealing(int seed, bool revealed)
    {
        var plan = Base.Of("M7").Clean(seed);
        if (!revealed) return plan;
        return plan.MapSeen(part => part.AddColumns(1, (row, _) => part.Y[row])) with { Honest = plan.Honest.AddColumns(1, (_, _) => 0) };
    }

    private static Plan Noisy(int seed, Experiments.ExperimentTraining training) => Base.Binary(seed, Sets.Shape(seed, 400, 20, draw =>
    {
        float[] x = [.. Enumerable.Range(0, 20).Select(_ => draw.Normal())];
        return (x, x[0] + x[1] + 0.8 * draw.Normal() > 0 ? 1 : 0);
    }), [Dense(256, "relu"), Dense(32, "relu"), Dense(1, "sigmoid")], training).MapTrain(part => part.Take(60)).Set(settings =>
        settings with { ValidationSplit = 0.2 });
}
