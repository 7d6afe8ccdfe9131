using Glia.DoctorBench.Bases;
using static Glia.DoctorBench.Mutants.Mutant;
using static Glia.DoctorBench.Words;

namespace Glia.DoctorBench.Cases;

/// <content>Questions asked on StackOverflow.</content>
internal static partial class PublicCases
{
    private static IEnumerable<Case> StackOverflow() =>
    [
        // Its weights are drawn from N(0, 1), as its author's are, and its first loss is 3,000.
        Make("A01 linear layers, squared error, rate 3", "F65 F21 F22 F45 F41",
            seed => Digits(seed, [Dense(30, "linear", Normal(1), Normal(1)), Dense(10, "linear", Normal(1), Normal(1))],
                Loop("mse", "SGD", 3, 10, 5)),
            plan => plan.Layers(Dense(30, "sigmoid"), Dense(10, "softmax")).Loss("categorical_crossentropy")),
        Make("A03 XOR with absolute error", "F45 F66 F73",
            seed => FourPoints(seed, [Dense(4, "sigmoid"), Dense(1, "sigmoid")],
                Loop("mae", "SGD", 0.05, 4, 1000, ("momentum", 0.11), ("nesterov", true), ("decay", 1e-6))),
            plan => plan.Loss("mse").Optimizer("Adam", 0.05)),
        Make("A05 relu output for values that can be negative", "F29 F26",
            seed => Base.Values(seed, Sets.Values(seed, 400, 2, draw =>
            {
                float a = draw.Normal(), b = draw.Normal();
                return ([a, b], a - 2 * b + 0.1f * draw.Normal());
            }), [Dense(4, "relu"), Dense(1, "relu")], Loop("mse", "SGD", 0.01, 10, 50)),
            plan => plan.Layer(-1, "activation", "linear"), Last),
        Make("A07 softmax over one unit for values", "F24 F29 F01 F06",
            seed => Base.Values(seed, Sets.Values(seed, 3000, 3, draw =>
            {
                float a = draw.Uniform(0, 10000), b = draw.Uniform(0, 10000), c = draw.Uniform(0, 10000);
                return ([a, b, c], 2 * a + b + 0.5f * c + 2.2f + draw.Normal());
            }), [Dense(3, "tanh", Uniform(0.05)), Dropout(0.5), Dense(2, "tanh", Uniform(0.05)), Dropout(0.5),
                Dense(1, "softmax", Uniform(0.05))],
                Loop("mse", "SGD", 0.1, 32, 20, ("momentum", 0.9), ("nesterov", true), ("decay", 1e-6))),
            plan => Standardized(plan).Layers(Dense(16, "tanh"), Dense(1)).Rate(0.01), Last),
        Make("A09 XOR with softmax over one unit", "F24 F66 F73",
            seed => FourPoints(seed,
                [Dense(2, "sigmoid", Uniform(0.05)), Dense(3, "sigmoid", Uniform(0.05)), Dense(1, "softmax", Uniform(0.05))],
                Loop("mse", "SGD", 0.001, 32, 20, ("momentum", 0.9), ("nesterov", true), ("decay", 1e-6)), 1, 2),
            plan => plan.Layers(Dense(8, "tanh"), Dense(1, "sigmoid")).Loss("binary_crossentropy").Optimizer("Adam", 0.05)
                .Set(training => training with { BatchSize = 4, Epochs = 500 }), Last),
        Make("A11 three columns of mixed scale", "F01",
            seed => Mixed(seed, [Dense(12, "relu", Uniform(0.05)), Dense(3, "relu", Uniform(0.05)), Dense(1, "sigmoid", Uniform(0.05))],
                Loop("binary_crossentropy", "Adam", 0.001, 1, 15)),
            Standardized),
        Make("A13 square of x, rate 0.1", "F65 F06",
            seed => Base.Values(seed, Sets.Values(seed, 72, 1, draw =>
            {
                float x = draw.Uniform(0, 5), noise = draw.Normal();
                return ([x], 5 * x * x + noise * noise * noise);
            }), [Dense(50, "relu"), Dense(30, "relu", Uniform(0.05)), Dense(1)], Loop("mse", "SGD", 0.1, 32, 1000)),
            plan => plan.Rate(0.0005)),
        Make("A15 labels divided by 255, test not scaled", "F08 F05 F21 F14",
            seed => Raw(Digits(seed, [Dense(128, "linear"), Dense(128, "relu"), Dense(10, "softmax")],
                Loop("sparse_categorical_crossentropy", "Adam", 0.001, 32, 2)))
                .MapSeen(part => part.Numbers().MapY(y => y / 255)),
            seed => Digits(seed, [Dense(128, "relu"), Dense(128, "relu"), Dense(10, "softmax")],
                Loop("sparse_categorical_crossentropy", "Adam", 0.001, 32, 2))
                .MapSeen(part => part.Numbers())),
        Make("A17 fourth power of x, nothing scaled", "F01 F06",
            seed => Base.Values(seed, Sets.Values(seed, 570, 1, draw =>
            {
                float x = draw.Uniform(-100, 100);
                return ([x], x * x * x * x);
            }), [Dense(50, "sigmoid"), Dense(50, "elu"), Dense(1)], Loop("mse", "Adam", 0.001, 400, 1000)),
            plan => Standardized(plan)),
        Make("A21 three kinds of digits, one sigmoid", "F28 F14 F44 F07",
            seed => ThreeDigits(seed).MapSeen(part => part.Numbers(column: true)),
            seed => ThreeDigits(seed).Layer(-1, "units", 3).Layer(-1, "activation", "softmax").Loss("categorical_crossentropy"), Last),
        Make("A23 packets of huge scales, relu output", "F01 F26",
            seed => Mixed(seed, [Dense(12, "relu", Normal(0.05)), Dense(12, "relu", Normal(0.05)), Dense(1, "relu", Normal(0.05))],
                Loop("binary_crossentropy", "Adam", 0.001, 5, 20)),
            plan => Standardized(plan).Layer(-1, "activation", "sigmoid")),
        Make("A25 relu output on raw pixels", "F26 F01 F22",
            seed => Digits(seed, [Dense(256, "relu"), Dropout(0.5), Dense(10, "relu")],
                Loop("categorical_crossentropy", "Adam", 0.001, 50, 5)).Map(part => part.Unscaled()),
            seed => Digits(seed, [Dense(256, "relu"), Dropout(0.5), Dense(10, "softmax")],
                Loop("categorical_crossentropy", "Adam", 0.001, 50, 5))),
        Make("A31 mean of two numbers without an activation", "F21",
            seed => Base.Values(seed, Sets.Values(seed, 2000, 2, draw =>
            {
                float a = draw.Uniform(-1, 1), b = draw.Uniform(-1, 1);
                return ([a, b], Math.Abs(a) + b * b);
            }), [Dense(8), Dense(1)], Loop("mse", "RMSprop", 0.005, 10, 10)),
            plan => plan.Layer(0, "activation", "relu"), plan => [NameOf(plan, 0)]),
        Make("A35 house prices through tanh", "F06 F29 F01",
            seed => Raw(Base.Values(seed, Sets.Cars(seed, 570), [Dense(20, "tanh"), Dense(20, "tanh"), Dense(1)],
                Loop("mse", "SGD", 0.01, 32, 30))).Map(part => part.MapY(y => y * 10000)),
            seed => Base.Values(seed, Sets.Cars(seed, 570).Standardized().StandardizedTargets(),
                [Dense(20, "tanh"), Dense(20, "tanh"), Dense(1)], Loop("mse", "SGD", 0.05, 32, 30))),
    ];

    private static Plan Raw(Plan plan) => plan with { Test = plan.Test!.Unscaled(), Honest = plan.Honest.Unscaled() };

    private static Plan Standardized(Plan plan)
    {
        var parts = (plan.Train, plan.Test!).Standardized();
        if (plan.Classes == 0) parts = parts.StandardizedTargets();
        return plan with { Train = parts.Train, Test = parts.Test, Honest = parts.Test };
    }

    // Two classes told apart by three columns whose scales lie 10^5 apart.
    private static Plan Mixed(int seed, IReadOnlyList<Experiments.ExperimentLayer> network, Experiments.ExperimentTraining training) =>
        Base.Binary(seed, Sets.Shape(seed, 500, 3, draw =>
        {
            float a = draw.Normal(), b = draw.Normal(), c = draw.Normal();
            return ([40000 + 20000 * a, 40 + 12 * b, 0.2f * c], a + 1.5 * b + 1.5 * c > 0 ? 1 : 0);
        }), network, training);

    private static Plan ThreeDigits(int seed)
    {
        var (train, test) = Sets.Mnist(seed, 3000, 1500).Unit();
        return Base.Classes(seed, (First(train), First(test)), 3, [Dense(64, "relu"), Dense(64, "relu"), Dense(1, "sigmoid")],
            Loop("binary_crossentropy", "RMSprop", 0.001, 16, 5)) with
        { };

        static Part First(Part part) => part.Select([.. Enumerable.Range(0, part.Rows).Where(row => part.Labels[row] < 3)]);
    }
}
