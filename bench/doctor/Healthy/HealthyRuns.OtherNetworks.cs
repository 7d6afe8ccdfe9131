using static Glia.DoctorBench.Words;

namespace Glia.DoctorBench.Healthy;

/// <content>Further networks and ways of training, each of which learns.</content>
internal static partial class HealthyRuns
{
    private static IEnumerable<HealthyRun> OtherNetworks() =>
    [
        new("eight relu layers", seed => M(2, seed).Layers([.. Stack(8, 48, "relu", "he_normal"), Dense(10, "softmax")])
            .Optimizer("Adam", 0.002)),
        new("ten selu layers with LeCun weights", seed => M(9, seed).Layers([.. Stack(10, 24, "selu", "lecun_normal"), Dense(1, "sigmoid")])
            .Optimizer("Adam", 0.001)),
        new("one hidden layer of 512", seed => M(2, seed).Layers(Dense(512, "relu", "he_normal"), Dense(10, "softmax"))
            .Optimizer("SGD", 0.05)),
        new("a funnel of 128, 64, 32, 16", seed => M(2, seed).Layers(Dense(128, "relu"), Dense(64, "relu"), Dense(32, "relu"),
            Dense(16, "relu"), Dense(10, "softmax")).Optimizer("Adam", 0.002)),
        new("no hidden layer, ten classes", seed => M(2, seed).Layers(Dense(10, "softmax")).Optimizer("Adam", 0.01)),
        new("no hidden layer on pixels, SGD", seed =>
            Digits(seed, 2000, [Dense(10, "softmax")], Loop("categorical_crossentropy", "SGD", 0.05, 32, 8))),
        new("batch normalisation after every relu, with dropout", seed => M(2, seed).Layers(Dense(64, "relu"), BatchNormalization(),
            Dropout(0.3), Dense(64, "relu"), BatchNormalization(), Dropout(0.3), Dense(10, "softmax"))
            .Optimizer("Adam", 0.003)),
        new("no bias before batch normalisation", seed => M(9, seed).Layers(Dense(24), BatchNormalization(), Activation("relu"),
            Dense(1, "sigmoid")).Layer(0, "use_bias", false).Optimizer("Adam", 0.01)),
        new("dropout of 0.5 on a small network", seed => M(9, seed).Layers(Dense(32, "relu"), Dropout(0.5), Dense(1, "sigmoid"))
            .Optimizer("Adam", 0.005)),
        new("more weights than rows", seed => M(10, seed).Layers(Dense(128, "relu"), Dense(128, "relu"), Dense(3, "softmax"))
            .Optimizer("Adam", 0.001)),
        new("hidden sigmoids in two layers", seed => M(9, seed).Layers(Dense(16, "sigmoid"), Dense(16, "sigmoid"), Dense(1, "sigmoid"))
            .Optimizer("Adam", 0.01).Set(loop => loop with { Epochs = 40 })),
        new("two sigmoid units for two classes", seed => M(9, seed).MapSeen(part => part.OneHot(2)).Layer(-1, "units", 2)
            .Loss("binary_crossentropy")),
        new("momentum of 0.95", seed => M(2, seed).Optimizer("SGD", 0.02, ("momentum", 0.95))),
        new("Adadelta at 1", seed => M(2, seed).Optimizer("Adadelta", 1.0)),
        new("centred RMSprop", seed => M(11, seed).Optimizer("RMSprop", 0.003, ("centered", true))),
        new("AMSGrad", seed => M(4, seed).Optimizer("Adam", 0.01, ("amsgrad", true))),
        new("Adam with an epsilon of 1e-4", seed => M(2, seed).Optimizer("Adam", 0.003, ("epsilon", 1e-4))),
        new("Adam with the betas of a generative net", seed => M(2, seed).Optimizer("Adam", 0.002, ("beta_1", 0.5))),
        new("values clipped at 0.5", seed => M(7, seed).OptimizerArgument("clipvalue", 0.5)),
        new("each gradient clipped at 1", seed => M(4, seed).OptimizerArgument("clipnorm", 1)),
        new("an exponential schedule", seed => M(2, seed).Set(loop => loop with { Schedule = Config("exponential", ("decay_rate", 0.9)) })),
        new("a step schedule", seed =>
            M(7, seed).Optimizer("Adam", 0.003).Set(loop => loop with { Schedule = Config("step", ("epochs", 15), ("factor", 0.3)) })),
        new("a warm-up of a tenth", seed => M(1, seed).Set(loop => loop with { Schedule = Config("warmup", ("share", 0.1)) })),
        new("a rate that falls on plateaus", seed =>
            M(11, seed).Set(loop => loop with { Schedule = Config("reduce_on_plateau", ("factor", 0.5), ("patience", 3)) })),
        new("a warm-up and then a cosine", seed =>
            M(2, seed).Optimizer("Adam", 0.005).Set(loop => loop with { Schedule = Config("cosine", ("warmup", 0.1)) })),
        new("a batch larger than the data", seed =>
            M(10, seed).Optimizer("Adam", 0.01).Set(loop => loop with { BatchSize = 256, Epochs = 100 })),
        new("batches of 256 on a thousand rows", seed =>
            M(2, seed).Optimizer("Adam", 0.005).Set(loop => loop with { BatchSize = 256, Epochs = 40 })),
        new("fifty steps an epoch", seed => M(1, seed).Set(loop => loop with { StepsPerEpoch = 20, Epochs = 10 })),
        new("one epoch of Adam", seed =>
            Digits(seed, 4000, [Dense(128, "relu"), Dense(10, "softmax")], Loop("categorical_crossentropy", "Adam", 0.001, 32, 1)), 0.7),
        new("stopped early, the best kept", seed =>
            M(11, seed).Set(loop => loop with { ValidationSplit = 0.2, Epochs = 60, EarlyStopping = new(5, 0, true) })),
        new("trained until nothing is left to learn", seed => M(3, seed).Optimizer("Adam", 0.02).Set(loop => loop with { Epochs = 150 })),
        new("nothing held back", seed => M(2, seed) with { Test = null }),
        new("rows in order, mixed already", seed => M(2, seed).Set(loop => loop with { Shuffle = false })),
        new("log-cosh loss", seed => M(7, seed).Loss("log_cosh")),
        new("swish everywhere", seed => M(2, seed).Layers(Dense(64, "swish"), Dense(64, "swish"), Dense(10, "softmax"))
            .Optimizer("Adam", 0.003)),
    ];
}
