using static Glia.DoctorBench.Mutants.Mutant;
using static Glia.DoctorBench.Words;

namespace Glia.DoctorBench.Mutants;

/// <summary>Faults in the first weights, the loss and the optimizer: F40 to F53, F65 to F73.</summary>
internal static class TrainingMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("F40", "zero kernels", Listed("zero kernels")) { Layers = plan => WithKernel(plan) },
        new("F40", "constant kernels 0.01", Listed("constant kernels 0.01")) { Layers = plan => WithKernel(plan) },
        new("F41", "normal kernels and biases", Listed("normal kernels and biases")) { Layers = plan => WithKernel(plan) },
        new("F41", "normal kernels, deviation 5", Listed("normal kernels, deviation 5")) { Layers = plan => WithKernel(plan) },
        new("F42", "normal kernels, deviation 0.0001", Listed("normal kernels, deviation 0.0001")) { Layers = plan => WithKernel(plan) },
        new("F42", "eight relu layers within 0.05", plan =>
            plan.Hidden(Enumerable.Range(0, 8).Select(_ => Dense(16, "relu", Uniform(0.05)))))
            { Layers = plan => WithKernel(plan), Also = ["F32"] },
        new("F43", "output bias 10", plan => plan.Classes > 2 ? null : plan.Layer(-1, "bias_initializer", Constant(10))) { Layers = plan =>
            [NameOf(plan, -1)] },
        new("F43", "hidden biases -10", Listed("hidden biases -10")) { Layers = plan => WithKernel(plan, alsoLast: false) },
        new("F44", "binary loss for classes", Listed("binary loss for classes")),
        new("F45", "squared error for classes", Listed("squared error for classes")),
        new("F45", "absolute error for classes", Listed("absolute error for classes")),
        new("F46", "binary cross-entropy for values", Listed("binary cross-entropy for values")) { Also = ["F22"] },
        new("F46", "categorical cross-entropy for values", plan =>
            plan.Classes > 0 ? null : plan.Loss("categorical_crossentropy")) { Also = ["F22"] },
        new("F47", "sum over the batch", Listed("sum over the batch")) { Also = ["F65"] },
        new("F47", "sum over a batch of 256", plan => plan.Loss((string)plan.Training.Loss["class_name"]!, ("reduction", "sum"))
            .Set(training => training with { BatchSize = 256 }))
            { Also = ["F65"], Mend = plan => plan.Set(training => training with { BatchSize = 256 }) },
        new("F52", "L2 0.1", Listed("L2 0.1")),
        new("F52", "L2 10", Listed("L2 10")),
        new("F65", "rate 10", plan => Sgd(plan) ? plan.Rate(10) : plan.Rate(1)),
        new("F65", "rate 100 times too high", Listed("rate 100 times too high")),
        new("F65", "SGD 3", plan => plan.Optimizer("SGD", 3)) { On = ["M1", "M4", "M7", "M11"] },
        new("F66", "rate 1e-6", Listed("rate 1e-6")),
        new("F66", "rate 1000 times too low", Listed("rate 1000 times too low")),
        new("F67", "SGD 0.001", plan => plan.Optimizer("SGD", 0.001)) { On = ["M12"], Also = ["F66"] },
        new("F67", "SGD 0.003", plan => plan.Optimizer("SGD", 0.003)) { On = ["M12"] },
        new("F67", "SGD 0.01", plan => plan.Optimizer("SGD", 0.01)) { On = ["M12"] },
        new("F67", "SGD 0.05", plan => plan.Optimizer("SGD", 0.05)) { On = ["M12"], Also = ["F65"] },
        new("F68", "Adam epsilon 1e-16", plan => plan.Optimizer("Adam", 0.1, ("epsilon", 1e-16))) { Also = ["F65"] },
        new("F68", "decay 1 kills the rate", plan => plan.OptimizerArgument("decay", 1.0)) { Also = ["F66"] },
        // Compared with the same optimizer at the usual momentum: where SGD itself does not get there, F67 is the fault.
        new("F68", "momentum 0.999", Listed("momentum 0.999")) { Also = ["F65"], Mend = plan =>
            plan.Optimizer("SGD", 0.1, ("momentum", 0.9)) },
        new("F69", "gradients clipped to 0.0001", Listed("gradients clipped to 0.0001")) { Also = ["F66"] },
        // Not on M12, where SGD itself is the fault (F67).
        new("F72", "batch of one, rate kept high", Listed("batch of one, rate kept high"))
            { On = ["M1", "M2", "M3", "M4", "M5", "M6", "M7", "M9", "M10", "M11"], Also = ["F65"] },
        new("F72", "the whole set in one batch", plan =>
            plan.Set(training => training with { BatchSize = plan.Train.Rows })) { Also = ["F73"] },
        new("F73", "one epoch", plan => plan.Set(training => training with { Epochs = 1 })) { On =
            ["M2", "M3", "M4", "M5", "M6", "M7", "M9", "M10", "M11"], Also = ["F66"] },
    ];

    private static bool Sgd(Plan plan) => (string?)plan.Training.Optimizer["class_name"] == "SGD";
}
