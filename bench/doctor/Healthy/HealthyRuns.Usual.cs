using static Glia.DoctorBench.Words;

namespace Glia.DoctorBench.Healthy;

/// <content>Usual ways of doing things, each on a base.</content>
internal static partial class HealthyRuns
{
    private static IEnumerable<HealthyRun> Usual() =>
    [
        new("tanh", seed => M(1, seed).EachKernel("activation", "tanh", alsoLast: false)
            .EachKernel("kernel_initializer", "glorot_uniform")),
        new("elu", seed => M(2, seed).EachKernel("activation", "elu", alsoLast: false)),
        new("selu with LeCun weights", seed => M(9, seed).EachKernel("activation", "selu", alsoLast: false)
            .EachKernel("kernel_initializer", "lecun_normal")),
        new("gelu", seed => M(4, seed).EachKernel("activation", "gelu", alsoLast: false)),
        new("silu", seed => M(7, seed).EachKernel("activation", "silu", alsoLast: false)),
        new("leaky relu", seed => M(2, seed).EachKernel("activation", "leaky_relu", alsoLast: false)),
        new("one sigmoid layer", seed => M(2, seed).EachKernel("activation", "sigmoid", alsoLast: false).Optimizer("Adam", 0.01)),
        new("softplus", seed => M(11, seed).EachKernel("activation", "softplus", alsoLast: false)),
        new("batch normalisation", seed =>
            M(1, seed).Layers(Dense(100, "linear"), BatchNormalization(), Activation("relu"), Dense(10, "softmax"))),
        new("five relu layers", seed => M(2, seed).Layers([.. Stack(5, 64, "relu", "he_normal"), Dense(10, "softmax")])
            .Optimizer("Adam", 0.002)),
        new("five tanh layers", seed => M(9, seed).Layers([.. Stack(5, 16, "tanh"), Dense(1, "sigmoid")]).Optimizer("Adam", 0.005)),
        new("logits and a loss that takes them", seed => M(1, seed).Layer(-1, "activation", "linear")
            .Loss("categorical_crossentropy", ("from_logits", true))),
        new("logits for two classes", seed => M(4, seed).Layer(-1, "activation", "linear")
            .Loss("binary_crossentropy", ("from_logits", true))),
        new("class numbers and the sparse loss", seed => M(2, seed).MapSeen(part => part.Numbers())
            .Loss("sparse_categorical_crossentropy")),
        new("two softmax units for two classes", seed => M(9, seed).MapSeen(part => part.OneHot(2)).Layer(-1, "units", 2)
            .Layer(-1, "activation", "softmax").Loss("categorical_crossentropy")),
        new("label smoothing", seed => M(2, seed).Loss("categorical_crossentropy", ("label_smoothing", 0.1))),
        new("L2 of 1e-4", seed => M(1, seed).EachKernel("kernel_regularizer", Config("L2", ("l2", 1e-4)))),
        new("RMSprop", seed => M(2, seed).Optimizer("RMSprop", 0.002)),
        new("Adagrad", seed => M(2, seed).Optimizer("Adagrad", 0.05)),
        new("Nadam", seed => M(9, seed).Optimizer("Nadam", 0.005)),
        new("AdamW", seed => M(7, seed).Optimizer("AdamW", 0.002, ("weight_decay", 0.004))),
        new("Nesterov momentum", seed => M(1, seed).Optimizer("SGD", 0.02, ("momentum", 0.9), ("nesterov", true))),
        new("one-cycle schedule", seed => M(1, seed).Optimizer("SGD", 0.1, ("momentum", 0.9))
            .Set(loop => loop with { Schedule = Config("one_cycle") })),
        new("cosine schedule", seed => M(2, seed).Set(loop => loop with { Schedule = Config("cosine") })),
        new("a validation part and early stopping", seed =>
            M(2, seed).Set(loop => loop with { ValidationSplit = 0.2, Epochs = 30, EarlyStopping = new(5, 0, true) })),
        new("Huber loss", seed => M(7, seed).Loss("huber")),
        new("absolute error for values", seed => M(11, seed).Loss("mae")),
        new("legacy decay of 1e-4", seed => M(2, seed).OptimizerArgument("decay", 1e-4)),
        new("orthogonal weights", seed => M(2, seed).EachKernel("kernel_initializer", "orthogonal")),
        new("truncated normal weights of 0.1, biases 0.1", seed => M(1, seed).EachKernel("kernel_initializer", Truncated(0.1))
            .EachKernel("bias_initializer", Constant(0.1))),
        new("random batches with repeats", seed => M(2, seed).Set(loop => loop with { Sampling = Training.Sampling.Random })),
    ];
}
