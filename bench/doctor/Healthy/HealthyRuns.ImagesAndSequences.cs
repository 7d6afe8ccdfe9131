using Glia.DoctorBench.Bases;
using Glia.Experiments;
using static Glia.DoctorBench.Words;

namespace Glia.DoctorBench.Healthy;

/// <content>Convolutional and recurrent networks as guides and papers have them, and some that are odd and learn.</content>
internal static partial class HealthyRuns
{
    private static IEnumerable<HealthyRun> ImagesAndSequences() =>
    [
        new("LeNet with tanh and average pooling", seed =>
            Picture(seed, Conv2D(6, "tanh", 5), Layer("AveragePooling2D"), Conv2D(16, "tanh"), Layer("AveragePooling2D"),
            Layer("Flatten"), Dense(64, "tanh"), Dense(10, "softmax")).Optimizer("Adam", 0.003)),
        new("convolution, batch normalisation, relu, without bias", seed =>
            Picture(seed, Layer("Conv2D", ("filters", 16), ("kernel_size", 3), ("use_bias", false)), BatchNormalization(),
            Activation("relu"), Layer("MaxPooling2D"), Layer("Flatten"), Dense(10, "softmax")).Optimizer("Adam", 0.003)),
        new("strides and no pooling", seed =>
            Picture(seed, Layer("Conv2D", ("filters", 16), ("kernel_size", 3), ("strides", 2), ("padding", "same"), ("activation", "relu")),
            Layer("Conv2D", ("filters", 32), ("kernel_size", 3), ("strides", 2), ("padding", "same"), ("activation", "relu")),
            Layer("Flatten"), Dense(10, "softmax")).Optimizer("Adam", 0.003)),
        new("global average pooling before the output", seed =>
            Picture(seed, Conv2D(32), Layer("MaxPooling2D"), Conv2D(64), Layer("GlobalAveragePooling2D"), Dense(10, "softmax"))
            .Optimizer("Adam", 0.01).Set(loop => loop with { Epochs = 20 })),
        new("depthwise and pointwise convolutions", seed => Picture(seed, Conv2D(16),
            Layer("SeparableConv2D", ("filters", 32), ("kernel_size", 3), ("activation", "relu")), Layer("MaxPooling2D"),
            Layer("Flatten"), Dense(10, "softmax")).Optimizer("Adam", 0.003)),
        new("whole channels dropped", seed => Picture(seed, Conv2D(24), Layer("SpatialDropout2D", ("rate", 0.2)), Layer("MaxPooling2D"),
            Layer("Flatten"), Dropout(0.5), Dense(10, "softmax"))
            .Optimizer("Adam", 0.005)),
        new("a residual block", seed => Picture(seed, Conv2D(16), Residual(Conv2D(16), Conv2D(16, "linear")), Activation("relu"),
            Layer("MaxPooling2D"), Layer("Flatten"), Dense(10, "softmax"))
            .Optimizer("Adam", 0.003)),
        new("selu convolutions with LeCun weights", seed =>
            Picture(seed, Conv2D(16, "selu"), Conv2D(16, "selu"), Layer("MaxPooling2D"), Layer("Flatten"), Dense(10, "softmax"))
            .EachKernel("kernel_initializer", "lecun_normal", alsoLast: false).Optimizer("Adam", 0.003)),
        new("a frozen first convolution", seed => M(15, seed).Layer(1, "trainable", false)),
        new("bytes and a rescaling layer", seed => M(8, seed).Map(part => part.Unscaled())
            .Insert(1, Layer("Rescaling", ("scale", 1.0 / 255)))),
        new("images with a mean of nothing", seed => M(8, seed).Map(part => part.MapX(value => (value - 0.13f) / 0.31f))),
        new("pixels as they come, a reshape in front", seed => M(15, seed) is var plan
            ? plan.Layers([Layer("Reshape", ("target_shape", new System.Text.Json.Nodes.JsonArray(8, 8, 1))), .. plan.Network.Skip(1)])
            : plan),
        new("a dense network on images", seed => Picture(seed, Layer("Flatten"), Dense(64, "relu"), Dense(10, "softmax"))
            .Optimizer("Adam", 0.003)),
        new("few filters, many of them always quiet", seed => M(8, seed).Layer(1, "bias_initializer", Constant(-0.1))),
        new("an autoencoder of images", seed =>
            Picture(seed) is var plan ? plan.Map(part => part with { Y = part.X, YWidth = part.Width, Labels = [] }) with
            {
                Classes = 0,
                Network = [Input(8, 8, 1), Conv2D(8), Layer("MaxPooling2D"), Conv2D(8), Layer("UpSampling2D"), Conv2D(1, "sigmoid"),
                    Layer("Flatten")],
                Training = Loop("mse", "Adam", 0.01, 32, 15),
            } : plan),
        new("words, convolution and the largest of all", seed => Sentence(seed, Layer("Conv1D", ("filters", 32), ("kernel_size", 3),
            ("activation", "relu")), Layer("GlobalMaxPooling1D"), Dense(16, "relu"), Dense(1, "sigmoid"))),
        new("words, flattened", seed => Sentence(seed, Layer("Flatten"), Dense(1, "sigmoid"))),
        new("words, dropout and LSTM", seed =>
            Sentence(seed, Layer("SpatialDropout1D", ("rate", 0.2)), Layer("LSTM", ("units", 16), ("dropout", 0.1)), Dense(1, "sigmoid"))),
        new("words read from both ends", seed =>
            Sentence(seed, Layer("Bidirectional", ("layer", Config("GRU", ("units", 8)))), Dense(1, "sigmoid"))),
        new("frozen words", seed => Sentence(seed, Layer("GlobalAveragePooling1D"), Dense(64, "relu"), Dense(1, "sigmoid"))
            .Layer(0, "trainable", false)
            .Layer(0, "embeddings_initializer", Normal(1)).Set(loop => loop with { Epochs = 20 })),
        new("padded sentences with a mask", seed =>
            Base.Binary(seed, Sets.Padded(seed, 2000), [Layer("Embedding", ("input_dim", 60), ("output_dim", 16), ("mask_zero", true)),
            Layer("LSTM", ("units", 16)), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.01, 32, 8))),
        new("padded sentences without a mask, the average", seed =>
            Base.Binary(seed, Sets.Padded(seed, 2000), [Layer("Embedding", ("input_dim", 60), ("output_dim", 16)),
            Layer("GlobalAveragePooling1D"), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.02, 32, 12))),
        new("sentences padded in front, LSTM", seed =>
            Base.Binary(seed, Flipped(Sets.Padded(seed, 2000)), [Layer("Embedding", ("input_dim", 60), ("output_dim", 16)),
            Layer("LSTM", ("units", 16)), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.01, 32, 8))),
        new("two recurrent layers", seed => M(18, seed).Layers(Input(16, 1), Layer("GRU", ("units", 16), ("return_sequences", true)),
            Layer("GRU", ("units", 16)), Dense(1))),
        new("a plain recurrent layer", seed => M(18, seed).Layers(Input(16, 1), Layer("SimpleRNN", ("units", 24)), Dense(1))),
        new("a recurrent relu with orthogonal weights", seed =>
            M(17, seed).Layers(Input(12, 2), Layer("SimpleRNN", ("units", 24), ("activation", "relu")), Dense(1, "sigmoid"))
            .Optimizer("Adam", 0.003).Set(loop => loop with { Epochs = 25 })),
        new("LSTM with clipped gradients", seed => M(17, seed).OptimizerArgument("clipnorm", 1)),
        new("an answer at every step", seed => Base.Values(seed, Running(seed),
            [Input(10, 1), Layer("GRU", ("units", 16), ("return_sequences", true)), Dense(1), Layer("Flatten")],
            Loop("mse", "Adam", 0.01, 32, 20))),
        new("sequences standardised", seed => M(18, seed).Map(part => part.MapX(value => value / 0.6f))),
        new("dilated convolutions over time", seed =>
            M(19, seed).Layers(Input(12, 2), Causal(1), Causal(2), Causal(4), Layer("Flatten"), Dense(1, "sigmoid"))),
    ];

    private static Plan Picture(int seed, params IEnumerable<ExperimentLayer> layers) => M(15, seed).Layers([Input(8, 8, 1), .. layers]);

    private static Plan Sentence(int seed, params IEnumerable<ExperimentLayer> layers) =>
        M(16, seed).Layers([Layer("Embedding", ("input_dim", 100), ("output_dim", 16)), .. layers]);

    private static ExperimentLayer Residual(params IEnumerable<ExperimentLayer> layers) =>
        Layer("Residual", ("layers", new System.Text.Json.Nodes.JsonArray([.. layers.Select(layer =>
        {
            var config = (System.Text.Json.Nodes.JsonObject)layer.Config.DeepClone();
            config["class_name"] = layer.ClassName;
            return config;
        })])));

    private static ExperimentLayer Causal(int dilation) =>
        Layer("Conv1D", ("filters", 16), ("kernel_size", 2), ("dilation_rate", dilation), ("padding", "causal"), ("activation", "relu"));

    private static (Part Train, Part Test) Flipped((Part Train, Part Test) parts)
    {
        return (Turn(parts.Train), Turn(parts.Test));

        static Part Turn(Part part)
        {
            float[] x = (float[])part.X.Clone();
            for (int row = 0; row < part.Rows; row++) Array.Reverse(x, row * part.Width, part.Width);
            return part with { X = x, Raw = x };
        }
    }

    // At every step the sum of the last three numbers.
    private static (Part Train, Part Test) Running(int seed)
    {
        const int rows = 1000, steps = 10;
        var draw = new Draw(seed);
        float[] x = [.. Enumerable.Range(0, rows * steps).Select(_ => draw.Normal())];
        float[] y =
            [.. Enumerable.Range(0, rows * steps).Select(i => Enumerable.Range(0, Math.Min(3, i % steps + 1)).Sum(back => x[i - back]))];
        var all = new Part(x, x, steps, y, steps, []);
        return (all.Take(rows * 7 / 10), all.Select([.. Enumerable.Range(rows * 7 / 10, rows * 3 / 10)]));
    }
}
