using Glia.Experiments;
using static Glia.DoctorBench.Mutants.Mutant;
using static Glia.DoctorBench.Words;

namespace Glia.DoctorBench.Mutants;

/// <summary>Faults in the layers and how they fit the targets: F07, F21 to F39, F51.</summary>
internal static class ModelMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("F07", "targets -1 and 1 for sigmoid", plan =>
            plan.Classes != 2 ? null : plan.MapSeen(part => part.MapY(y => 2 * y - 1))) { Also = ["F14", "F46"], Layers = Last },
        new("F21", "no hidden activation", Listed("no hidden activation")) { Layers = plan => WithKernel(plan, alsoLast: false) },
        new("F22", "no output activation", Listed("no output activation")) { Layers = Last },
        new("F23", "told the loss it gets logits", plan => plan.Classes == 0 ? null
            : plan.Loss((string)plan.Training.Loss["class_name"]!, ("from_logits", true))) { Layers = Last },
        new("F23", "softmax layer after softmax", Listed("softmax layer after softmax")) { Layers = plan =>
            [NameOf(plan, -1), NameOf(plan, -2)] },
        new("F24", "softmax on one unit", plan => plan.Classes > 2 ? null : plan.Layer(-1, "activation", "softmax")) { Layers = Last,
            Also = ["F29"] },
        new("F25", "sigmoid with categorical", Listed("sigmoid with categorical")) { Layers = Last },
        new("F26", "relu on the output", Listed("relu on the output")) { Layers = Last, Also = ["F22"] },
        new("F27", "softmax in hidden layers", Listed("softmax in hidden layers")) { Layers = plan => WithKernel(plan, alsoLast: false) },
        new("F28", "one unit for all classes", plan => plan.Classes < 3 ? null
            : plan.MapSeen(part => part.Numbers(column: true)).Layer(-1, "units", 1).Layer(-1, "activation", "sigmoid")
            .Loss("binary_crossentropy"))
            { Layers = Last, Also = ["F14", "F44", "F07"] },
        new("F28", "one output too few, sparse", plan => plan.Classes < 3 ? null
            : plan.MapSeen(part => part.Numbers()).Layer(-1, "units", plan.Classes - 1).Loss("sparse_categorical_crossentropy")) { Layers =
                Last, Also = ["F14"] },
        new("F29", "sigmoid for values", Listed("sigmoid for values")) { Layers = Last, Also = ["F07"] },
        new("F29", "tanh for values", plan => plan.Classes > 0 ? null : plan.Layer(-1, "activation", "tanh")) { Layers = Last,
            Also = ["F07"] },
        new("F30", "ten sigmoid layers", plan => plan.Hidden(Stack(10, Width(plan), "sigmoid"))) { Layers = plan =>
            WithKernel(plan, alsoLast: false) },
        new("F30", "sixteen sigmoid layers, He", plan => plan.Hidden(Stack(16, Width(plan), "sigmoid", "he_uniform")))
            { On = ["M2", "M4", "M7", "M9"], Layers = plan => WithKernel(plan, alsoLast: false) },
        new("F31", "eight exponential layers", plan => plan.Hidden(Stack(8, Width(plan), "exponential", "he_uniform")))
            { Layers = plan => WithKernel(plan, alsoLast: false) },
        new("F32", "relu layer of one unit", Listed("relu layer of one unit")) { Layers = plan => [NameOf(plan, -2)], Also = ["F37"] },
        new("F33", "dropout 0.9", Listed("dropout 0.9")) { Layers = plan =>
            [.. Enumerable.Range(0, plan.Network.Count).Where(i => plan.Network[i].ClassName == "Dropout").Select(i => NameOf(plan, i))] },
        new("F33", "dropout on the output", Listed("dropout on the output")) { Layers = plan => [NameOf(plan, -1)] },
        new("F34", "everything frozen", Listed("everything frozen")) { Also = ["F71"], Layers = plan => WithKernel(plan) },
        new("F34", "hidden layers frozen", Listed("hidden layers frozen")) { Also = ["F71"], Layers = plan =>
            WithKernel(plan, alsoLast: false) },
        new("F36", "batch normalisation with batches of one", plan =>
            plan.Insert(1, BatchNormalization()).Set(training => training with { BatchSize = 1 }))
            { On = ["M2", "M3", "M4", "M9"], Also = ["F72"], Layers = plan => [NameOf(plan, 1)] },
        new("F38", "no mask for word 0", plan => plan.Layer(0, "mask_zero", false)) { On = ["M20"], Layers = plan => [NameOf(plan, 1)] },
        new("F38", "no mask for steps of zeros", plan => plan.Layers(plan.Network.Where(layer => layer.ClassName != "Masking")))
            { On = ["M21"], Layers = plan => [NameOf(plan, 1)] },
        new("F39", "pooled to one position before the second convolution", plan => plan.Layers(plan.Network.Select(layer =>
                layer.ClassName == "MaxPooling2D" ? Layer("MaxPooling2D", ("pool_size", 8)) : layer)))
            { On = ["M15"], Layers = plan => [NameOf(plan, 3)] },
        new("F28", "no Flatten or global pooling", plan => plan.Layers(plan.Network.Where(layer => !IsJoining(layer))))
            { On = ["M8", "M15", "M22"], Also = ["F51"] },
        new("F51", "no Flatten or global pooling", plan => plan.Layers(plan.Network.Where(layer => !IsJoining(layer))))
            { On = ["M16", "M19"], Also = ["F28"] },
        new("F51", "an answer at each step", plan => plan.Layer(Recurrent(plan), "return_sequences", true))
            { On = ["M17", "M18", "M20", "M21"], Also = ["F28"] },
        new("F37", "one hidden unit", plan => plan.Hidden(Dense(1, "tanh"))) { Also = ["F32"], Layers = plan => [NameOf(plan, -2)] },
    ];

    // What makes one answer of several positions.
    private static bool IsJoining(ExperimentLayer layer) =>
        layer.ClassName is "Flatten" or "GlobalAveragePooling1D" or "GlobalAveragePooling2D";

    private static int Recurrent(Plan plan) => plan.Network.ToList().FindIndex(layer => layer.ClassName is "LSTM" or "GRU");

    private static string[] Last(Plan plan) => [NameOf(plan, -1)];

    private static int Width(Plan plan) =>
        plan.Network.Skip(plan.Body).SkipLast(1).FirstOrDefault(layer => layer.ClassName == "Dense") is { } hidden
            ? (int)hidden.Config["units"]! : 32;
}
