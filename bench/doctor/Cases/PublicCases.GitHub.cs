using Glia.DoctorBench.Bases;
using static Glia.DoctorBench.Mutants.Mutant;
using static Glia.DoctorBench.Words;

namespace Glia.DoctorBench.Cases;

/// <content>Programs of fault benchmarks and of public repositories.
/// Convolutions are left out where the fault lives without them.</content>
internal static partial class PublicCases
{
    private static IEnumerable<Case> Checker() =>
    [
        Make("C02 two scalings of the inputs of a regression", "F02", seed => Clean7(seed).ScaleX(1f / 300), Clean7),
        Make("C03 SGD 0.5 on wide layers", "F65", seed => Dense1024(seed).Optimizer("SGD", 5), Dense1024),
        Make("C03 Adam 0.1 for a regression", "F65", seed => Clean7(seed).Rate(0.5), Clean7),
        Make("C04 SGD 0.0001", "F66", seed => Dense1024(seed).Rate(0.0001), Dense1024),
        Make("C04 Adam 1e-5 for a regression", "F66", seed => Clean7(seed).Rate(1e-5), Clean7),
        Make("C06 raw columns of a regression", "F01", seed => Clean7(seed).Map(part => part.Unscaled()), Clean7),
        Make("C08 L2 of 0.1", "F52", seed => Dense1024(seed).EachKernel("kernel_regularizer", Config("L2", ("l2", 0.1))), Dense1024),
        Make("C10 softmax and softmax cross-entropy", "F23", seed =>
            Dense1024(seed).Loss("categorical_crossentropy", ("from_logits", true)), Dense1024, Last),
        Make("C12 softmax as the hidden activation", "F27", seed => Dense1024(seed).Layer(0, "activation", "softmax"), Dense1024, plan =>
            [NameOf(plan, 0)]),
        Make("C13 sigmoid for targets from -1 to 1", "F29 F07",
            seed => Clean7(seed).Map(part => part.MapY(y => y / 3)).Layer(-1, "activation", "sigmoid"), seed =>
                Clean7(seed).Map(part => part.MapY(y => y / 3)), Last),
        Make("C14 ten times the miles", "F06", seed => Miles(seed).Map(part => part.MapY(y => 100 * y)), Clean7),
        Make("C16 all weights 0.01", "F40", seed => Dense1024(seed).EachKernel("kernel_initializer", Constant(0.01)), Dense1024, plan =>
            WithKernel(plan)),
        Make("C17 normal weights, deviation 1", "F41", seed => Dense1024(seed).EachKernel("kernel_initializer", Normal(1)), Dense1024,
            plan => WithKernel(plan)),
        Make("C18 features shuffled, labels not", "F09", seed =>
            Dense1024(seed).MapSeen(part => part with { X = part.Select(new Draw(seed).Permutation(part.Rows)).X }), Dense1024),
        Make("C19 sum instead of mean", "F47", seed => Dense1024(seed).Loss("categorical_crossentropy", ("reduction", "sum")), Dense1024),
        Make("D02 N(0,1) weights and biases in four layers", "F41",
            seed => Digits(seed, [.. Enumerable.Range(0, 3).Select(_ => Dense(200, "relu", Normal(1), Normal(1))),
                Dense(10, "softmax", Normal(1), Normal(1))],
                Loop("categorical_crossentropy", "Adam", 0.003, 100, 4)),
            plan => plan.EachKernel("kernel_initializer", "he_normal").EachKernel("bias_initializer", "zeros"), plan => WithKernel(plan)),
        Make("D03 a straight line at rate 0.1", "F65",
            seed => Base.Values(seed, Sets.Values(seed, 12, 1, draw =>
            {
                float x = draw.Uniform(-8, 8);
                return ([x], 3 * x + 2 + 0.3f * draw.Normal());
            }), [Dense(1)], Loop("mse", "SGD", 0.1, 8, 200)),
            plan => plan.Rate(0.005)),
        Make("D05 relu on the logits", "F26 F22",
            seed => Digits(seed, [Dense(256, "relu", Truncated(0.1)), Dense(10, "relu", Truncated(0.1))],
                Loop("categorical_crossentropy", "Adam", 0.001, 50, 5)).Loss("categorical_crossentropy", ("from_logits", true)),
            plan => plan.Layer(-1, "activation", "linear"), Last),
    ];

    private static IEnumerable<Case> GitHub() =>
    [
        Make("E02 no activation, N(0,1), Adam 0.1", "F65 F41 F21",
            seed => Digits(seed, [Dense(256, "linear", Normal(1), Normal(1)), Dense(256, "linear", Normal(1), Normal(1)),
                Dense(10, "softmax", Normal(1), Normal(1))],
                Loop("categorical_crossentropy", "Adam", 0.1, 128, 5)),
            plan => plan.EachKernel("kernel_initializer", "glorot_uniform").EachKernel("bias_initializer", "zeros")
                .EachKernel("activation", "relu", alsoLast: false).Rate(0.001)),
        Make("E04 sum of the losses, N(0,1)", "F47 F41 F65",
            seed => Digits(seed, [Dense(256, "relu", Normal(1), Normal(1)), Dense(256, "relu", Normal(1), Normal(1)),
                Dense(10, "softmax", Normal(1), Normal(1))],
                Loop("categorical_crossentropy", "SGD", 0.01, 100, 5)).Loss("categorical_crossentropy", ("reduction", "sum")),
            plan => plan.EachKernel("kernel_initializer", "he_normal").EachKernel("bias_initializer", "zeros")
                .Loss("categorical_crossentropy").Rate(0.1)),
        Make("E05 softmax twice, weights of 0.01", "F23 F42",
            seed => Digits(seed,
                [Dense(128, "relu", Normal(0.01), Constant(0.01)), Dropout(0.5), Dense(10, "softmax", Normal(0.01), Constant(0.01))],
                Loop("categorical_crossentropy", "Adam", 1e-4, 50, 5)).Loss("categorical_crossentropy", ("from_logits", true)),
            plan => plan.Loss("categorical_crossentropy").EachKernel("kernel_initializer", "he_normal")),
        Make("I03 four digits sorted by label, validation at the end", "F12",
            seed => Sorted4(seed, sorted: true), seed => Sorted4(seed, sorted: false)),
        Make("I09 labels divided by 255 and cut to whole numbers", "F08 F14",
            seed => Base.Of("M1").Clean(seed).MapSeen(part => part.Relabel(_ => 0, 10)), Base.Of("M1").Clean),
        Make("I11 logits called softmax", "F22",
            seed => Digits(seed, [Dense(200, "sigmoid", Truncated(0.1), Constant(0.1)), Dense(10, "linear", Truncated(0.1), Constant(0.1))],
                Loop("categorical_crossentropy", "SGD", 0.01, 25, 5)),
            plan => plan.Layer(-1, "activation", "softmax").Rate(0.1), Last),
        Make("K09 labels divided by 255, rate 1e-4", "F08 F66 F14",
            seed => Digits(seed, [Dense(100, "relu", "he_normal"), Dense(100, "relu", "he_normal"), Dense(10, "linear", "he_normal")],
                Loop("sparse_categorical_crossentropy", "SGD", 1e-4, 32, 5))
                .MapSeen(part => part.Numbers().MapY(y => y / 255)).Loss("sparse_categorical_crossentropy", ("from_logits", true)),
            seed => Digits(seed, [Dense(100, "relu", "he_normal"), Dense(100, "relu", "he_normal"), Dense(10, "linear", "he_normal")],
                Loop("sparse_categorical_crossentropy", "SGD", 0.1, 32, 5))
                .MapSeen(part => part.Numbers()).Loss("sparse_categorical_crossentropy", ("from_logits", true))),
        Make("K19 nothing may learn", "F34 F71", seed => Base.Of("M2").Clean(seed).EachKernel("trainable", false).Optimizer("Adam", 0.001),
            Base.Of("M2").Clean),
        Make("K00 origin, its hyper-parameters only", "F41 F66",
            seed => Digits(seed, [.. new[] { (200, "relu"), (200, "relu"), (10, "softmax") }
                .Select(one => Dense(one.Item1, one.Item2, Config("numpy_randn"), Config("numpy_randn")))],
                Loop("categorical_crossentropy", "SGD", 1e-6, 1, 2)),
            plan => plan.EachKernel("kernel_initializer", "glorot_uniform").EachKernel("bias_initializer", "zeros").Rate(0.01)),
    ];

    private static Plan Clean7(int seed) => Base.Of("M7").Clean(seed);

    private static Plan Miles(int seed) =>
        Base.Values(seed, Sets.Cars(seed, 570).Standardized(), Base.Of("M7").Clean(seed).Network, Loop("mse", "Adam", 0.001, 32, 40));

    private static Plan Dense1024(int seed) =>
        Digits(seed, [Dense(512, "relu", "he_normal"), Dense(10, "softmax")], Loop("categorical_crossentropy", "SGD", 0.1, 64, 4));

    private static Plan Sorted4(int seed, bool sorted)
    {
        var (train, test) = Sets.Mnist(seed, 3000, 1500).Unit();
        Part rows = First(train);
        if (sorted) rows = rows.Select([.. Enumerable.Range(0, rows.Rows).OrderBy(row => rows.Labels[row])]);
        return Base.Classes(seed, (rows, First(test)), 4, [Dense(128, "relu"), Dense(64, "relu"), Dense(4, "softmax")],
            Loop("categorical_crossentropy", "Adam", 0.001, 100, 8))
            .Set(training => training with { ValidationSplit = 0.2 });

        static Part First(Part part) => part.Select([.. Enumerable.Range(0, part.Rows).Where(row => part.Labels[row] < 4)]);
    }
}
