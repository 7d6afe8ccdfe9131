using System.Text.Json.Nodes;
using Glia.Layers;

namespace Glia.Tests.Layers;

/// <summary>
/// One small network for each thing a layer can be. Every case is held against the float64 oracle and saved and loaded again; a layer type
/// without a case fails <see cref="CompletenessTests"/>.
/// </summary>
internal static class LayerCases
{
    private static readonly Dictionary<string, Func<Network>> Made = Make();

    public static IEnumerable<string> Names => Made.Keys;

    /// <summary>A new network of this case; the seed decides its weights.</summary>
    public static Network Network(string name, ulong seed)
    {
        Network network = Made[name]();
        network.Initialize(seed);
        // Biases, offsets and statistics start at 0 or 1, where a mistake can hide.
        foreach (Parameter parameter in network.Parameters)
            if (parameter.Shape.Rank == 1)
                Kernels.RandomFill.Uniform(network.Weights[parameter], 0.3f, 1.2f, seed, (ulong)parameter.Index);
            // Smaller in the two rows of a GRU, whose gates would be saturated.
            else if (parameter.Name == "bias")
                Kernels.RandomFill.Uniform(network.Weights[parameter], -0.3f, 0.3f, seed, (ulong)parameter.Index);
        return network;
    }

    /// <summary>Inputs for a network: whole numbers where it looks up rows, and a share of zeros where they only fill up.</summary>
    public static void Fill(Network network, Span<float> inputs, ulong seed)
    {
        Kernels.RandomFill.Normal(inputs, 0, 1, seed, 100);
        if (network.Layers[0].IndexCount is { } count)
            for (int i = 0; i < inputs.Length; i++) inputs[i] = MathF.Floor(MathF.Abs(inputs[i]) * 1000) % count;
        else if (network.Layers[0].Mask == MaskUse.Makes)
            for (int i = 0; i < inputs.Length; i++) inputs[i] = MathF.Abs(inputs[i]) < 0.4f ? 0 : inputs[i];
    }

    private static Dictionary<string, Func<Network>> Make()
    {
        var made = new Dictionary<string, Func<Network>>
        {
            ["Dense"] = () => Flat(new Dense(6)),
            ["Dense without bias"] = () => Flat(new Dense(6, useBias: false)),
            ["Dense on an image"] = () => Image(new Dense(6)),
            ["Flatten"] = () => Image(new Flatten(), new Dense(4)),
            ["Dropout"] = () => Flat(new Dropout(0.4f)),
            ["Dropout on an image"] = () => Image(new Dropout(0.4f)),
            ["Dropout after tanh"] = () => Flat(new Dense(7, "tanh"), new Dropout(0.4f)),
            ["BatchNormalization"] = () => Flat(new BatchNormalization(0.9f)),
            ["BatchNormalization on an image"] = () => Image(new BatchNormalization(0.9f)),
            ["BatchNormalization without gamma"] = () => Flat(new BatchNormalization(0.9f, scale: false)),
            ["BatchNormalization without beta"] = () => Flat(new BatchNormalization(0.9f, 1e-2f, center: false)),
            ["BatchNormalization frozen"] = () => Flat(new BatchNormalization(0.9f) { Trainable = false }),
            ["LayerNormalization"] = () => Flat(new LayerNormalization()),
            ["LayerNormalization on an image"] = () => Image(new LayerNormalization(1e-2f)),
            ["LayerNormalization without gamma"] = () => Flat(new LayerNormalization(scale: false)),
            ["LayerNormalization without beta"] = () => Flat(new LayerNormalization(1e-2f, center: false)),
            ["LayerNormalization of many features"] = () => Flat(new Dense(21), new LayerNormalization()),
            ["Sequential"] = () => Flat(new Sequential(new Dense(4, "tanh"), new Sequential(), new Dense(3))),
            ["Residual"] = () => Flat(new Residual([new Dense(8, "tanh"), new Dense(6)])),
            ["Residual with a shortcut"] = () =>
                Flat(new Residual([new Dense(5, "relu"), new Dropout(0.3f), new Dense(4)], [new Dense(4)])),
            ["Residual in a residual"] = () => Flat(new Residual([new Dense(6, "tanh"), new Residual([new Dense(6)])]), new Dense(3)),
            ["Residual first"] = () => new(5, [new Residual([new Dense(5, "tanh")]), new Dense(4)]),
            ["Residual around what works in place"] = () =>
                Flat(new Residual([new Activation("sigmoid"), new Dropout(0.2f), new Flatten()], [new Activation("tanh")])),
            ["Residual on an image"] = () => Picture(new Conv2D(4, 3, padding: "same", activation: "relu"),
                new Residual([new Conv2D(4, 3, padding: "same", activation: "relu"), new BatchNormalization(0.9f)]),
                new Activation("sigmoid")),
            ["Graph"] = () => Flat(new Graph(
                ("a", new Dense(4, "tanh"), ["input"]), ("b", new Dense(4), ["input"]), ("c", new Multiply(), ["a", "b"]),
                ("d", new Dense(2, "sigmoid"), ["a"]), ("e", new Concatenate(), ["c", "d", "input"]))),
            ["Branches, Concatenate"] = () =>
                Image(new Branches(new Concatenate(), [new Dense(3, "tanh")], [], [new Dense(2), new Dense(4)])),
            ["Branches, Add"] = () => Flat(new Branches(new Add(), [new Dense(3, "tanh")], [new Dense(3)], [new Dense(3, "sigmoid")])),
            ["Branches, Average"] = () => Flat(new Branches(new Average(), [new Dense(3, "tanh")], [new Dense(3)])),
            ["Branches, Multiply"] = () => Flat(new Branches(new Multiply(), [new Dense(6, "sigmoid")], []), new Dense(2)),
            ["PReLU"] = () => Flat(new PReLU()),
            ["PReLU on an image"] = () => Image(new PReLU("random_uniform", alphaRegularizer: new Regularizer(0.1f, 0.2f))),
            ["PReLU, a slope a channel"] = () => Image(new PReLU("random_uniform", [1, 2])),
            ["PReLU, one slope"] = () => Image(new PReLU(new Glia.Initializers.Constant(0.25f), [1, 2, 3])),
            ["PReLU, one slope whatever the dimensions"] = () => Image(new PReLU(new Glia.Initializers.Constant(0.25f), shareAll: true)),
            ["Rescaling"] = () => Flat(new Rescaling(0.5f, -0.25f)),
            ["Rescaling on an image"] = () => Image(new Rescaling(3)),
            ["Rescaling first"] = () => new(5, [new Rescaling(1 / 3f, 1), new Dense(4)]),
            ["Normalization"] = () => Flat(new Normalization([1, 2, 3, 4, 5, 6], [1, 4, 9, 0.25f, 1, 2])),
            ["Normalization by one mean"] = () => Image(new Normalization([0.5f], [4])),
            ["Normalization to be adapted"] = () => new(5, [new Normalization(), new Dense(4)]),
            ["GaussianNoise"] = () => Flat(new GaussianNoise(0.4f)),
            ["GaussianNoise on an image"] = () => Image(new GaussianNoise(0.4f)),
            ["GaussianNoise after tanh"] = () => Flat(new Dense(7, "tanh"), new GaussianNoise(0.4f)),
            ["Dense with penalties"] = () =>
                Flat(new Dense(6, kernelRegularizer: new Regularizer(0.01f, 0.02f), biasRegularizer: new Regularizer(0.03f))),
            ["Dense frozen"] = () => Flat(new Dense(6) { Trainable = false }),
            ["Conv2D"] = () => Picture(new Conv2D(4, 3)),
            ["Conv2D same, strides"] = () => Picture(new Conv2D(5, (3, 2), (2, 1), "same", activation: "tanh")),
            ["Conv2D dilated, groups"] = () => Picture(new Conv2D(4, 2, padding: "same", dilationRate: 2, groups: 2, useBias: false)),
            ["Conv2D padded by numbers"] = () => Picture(new Conv2D(3, 3, 2, Padding.Of((1, 2)), kernelRegularizer: new Regularizer(0.1f))),
            ["Conv2D first"] = () => new(new Shape(5, 5, 2), [new Conv2D(3, 3), new Flatten(), new Dense(2)]),
            ["Conv2D frozen"] = () => Picture(new Conv2D(4, 3) { Trainable = false }),
            ["Conv1D"] = () => Steps(new Conv1D(5, 3, padding: "same")),
            ["Conv1D causal, dilated"] = () => Steps(new Conv1D(4, 2, padding: "causal", dilationRate: 2)),
            ["Conv1D strides"] = () => Steps(new Conv1D(4, 3, 2, activation: "relu")),
            ["DepthwiseConv2D"] = () => Picture(new DepthwiseConv2D(3)),
            ["DepthwiseConv2D same, strides"] = () => Picture(new DepthwiseConv2D((2, 3), 2, "same", activation: "tanh")),
            ["DepthwiseConv2D, two filters a channel"] = () =>
                Picture(new DepthwiseConv2D(3, padding: "same", depthMultiplier: 2, useBias: false)),
            ["DepthwiseConv2D dilated"] = () =>
                Picture(new DepthwiseConv2D(2, padding: "same", dilationRate: 2, depthwiseRegularizer: new Regularizer(0.1f))),
            ["SeparableConv2D"] = () => Picture(new SeparableConv2D(5, 3)),
            ["SeparableConv2D, two filters a channel"] = () =>
                Picture(new SeparableConv2D(3, 2, padding: "same", depthMultiplier: 2, activation: "relu")),
            ["Conv2DTranspose"] = () => Picture(new Conv2DTranspose(3, 3)),
            ["Conv2DTranspose same, strides"] = () => Picture(new Conv2DTranspose(2, 3, 2, "same", activation: "tanh")),
            ["Conv2DTranspose, a window below its stride"] = () => Picture(new Conv2DTranspose(2, (1, 2), (2, 3), useBias: false)),
            ["ZeroPadding2D"] = () => Picture(new ZeroPadding2D(1, 2, 0, 3), new Conv2D(2, 3)),
            ["ZeroPadding1D"] = () => Steps(new ZeroPadding1D(2, 1), new Conv1D(2, 3)),
            ["Cropping2D"] = () => Picture(new Cropping2D(1, 0, 2, 1)),
            ["Cropping1D"] = () => Steps(new Cropping1D(1, 2)),
            ["UpSampling2D"] = () => Picture(new UpSampling2D((2, 3)), new Conv2D(2, 3, 3)),
            ["MaxPooling2D"] = () => Picture(new MaxPooling2D()),
            ["MaxPooling2D overlapping"] = () => Picture(new MaxPooling2D((3, 2), 1, "same")),
            ["MaxPooling2D before relu"] = () => Picture(new Conv2D(4, 3), new MaxPooling2D(), new Activation("relu")),
            ["AveragePooling2D"] = () => Picture(new AveragePooling2D(2, padding: "same")),
            ["AveragePooling2D overlapping"] = () => Picture(new AveragePooling2D(3, 2)),
            ["MaxPooling1D"] = () => Steps(new MaxPooling1D()),
            ["AveragePooling1D"] = () => Steps(new AveragePooling1D(3, 2, "same")),
            ["GlobalMaxPooling2D"] = () => Picture(new GlobalMaxPooling2D()),
            ["GlobalAveragePooling2D"] = () => Picture(new GlobalAveragePooling2D(keepDims: true)),
            ["GlobalMaxPooling1D"] = () => Steps(new GlobalMaxPooling1D(keepDims: true)),
            ["GlobalAveragePooling1D"] = () => Steps(new GlobalAveragePooling1D()),
            ["Reshape"] = () => Flat(new Reshape(3, -1), new Dense(4)),
            ["Permute"] = () => Steps(new Permute(2, 1), new Dense(3)),
            ["Permute of an image"] = () => Picture(new Permute(3, 1, 2), new Conv2D(2, 2)),
            ["SpatialDropout1D"] = () => Steps(new SpatialDropout1D(0.4f)),
            ["SpatialDropout2D"] = () => Picture(new Activation("tanh"), new SpatialDropout2D(0.4f)),
            ["Conv2D padded unlike on each side"] = () => Picture(new Conv2D(3, 3, 2, Padding.Of(1, 0, 2, 1))),
            ["MaxPooling2D padded unlike on each side"] = () => Picture(new MaxPooling2D(3, 2, Padding.Of(0, 1, 1, 1))),
            ["AveragePooling1D padded behind"] = () => Steps(new AveragePooling1D(2, 2, Padding.Of(0, 0, 0, 1))),
            ["SimpleRNN"] = () => Steps(new SimpleRNN(4, returnSequences: true)),
            ["SimpleRNN, the last state"] = () => Last(new SimpleRNN(3, "gelu", useBias: false)),
            ["LSTM"] = () => Steps(new LSTM(3, returnSequences: true)),
            ["LSTM, the last state"] = () => Last(new LSTM(5)),
            ["LSTM backwards, without bias"] = () => Steps(new LSTM(3, useBias: false, returnSequences: true, goBackwards: true)),
            ["LSTM with other activations"] = () => Last(new LSTM(3, "silu", "hard_sigmoid", unitForgetBias: false)),
            ["LSTM with dropout and penalties"] = () => Last(
                new LSTM(3, kernelRegularizer: new Regularizer(0.1f), recurrentRegularizer: new Regularizer(0.2f), dropout: 0.4f)),
            ["LSTM with recurrent dropout"] = () => Steps(new LSTM(3, dropout: 0.2f, returnSequences: true, recurrentDropout: 0.4f)),
            ["SimpleRNN with recurrent dropout"] = () => Last(new SimpleRNN(3, recurrentDropout: 0.4f)),
            ["GRU with recurrent dropout"] = () => Last(new GRU(3, goBackwards: true, recurrentDropout: 0.4f)),
            ["GRU"] = () => Steps(new GRU(3, returnSequences: true)),
            ["GRU, the last state"] = () => Last(new GRU(5, "linear", "softsign")),
            ["GRU backwards, without bias"] = () => Last(new GRU(3, useBias: false, goBackwards: true, dropout: 0.3f)),
            ["LSTM first"] = () => new(new Shape(4, 3), [new LSTM(4, returnSequences: true), new GRU(3), new Dense(2)]),
            ["Bidirectional"] = () => Steps(new Bidirectional(new LSTM(3, returnSequences: true))),
            ["Bidirectional, the last states"] = () => Last(new Bidirectional(new GRU(3), "sum")),
            ["Bidirectional of two layers"] = () => Steps(new Bidirectional(new SimpleRNN(3, returnSequences: true), "mul",
                new LSTM(3, returnSequences: true, goBackwards: true))),
            ["Bidirectional over what fills up"] = () => new(6,
                [new Embedding(4, 3, "glorot_uniform", maskZero: true), new Bidirectional(new LSTM(3, returnSequences: true), "ave"),
                    new GRU(3)]),
            ["Embedding"] = () => new(5, [new Embedding(4, 3), new Flatten(), new Dense(2)]),
            ["Embedding of an image"] = () => new(new Shape(2, 3),
                [new Embedding(4, 5, "random_normal", new Regularizer(0.1f)), new Flatten(), new Dense(2)]),
            ["Embedding of words and what fills up"] = () => new(6,
                [new Embedding(4, 3, "glorot_uniform", maskZero: true), new Dropout(0.2f), new LSTM(3, returnSequences: true), new GRU(3),
                    new Dense(2)]),
            ["Embedding and the mean of words"] = () => new(6,
                [new Embedding(3, 4, maskZero: true), new Dense(4, "tanh"), new GlobalAveragePooling1D(), new Dense(2)]),
            ["Masking"] = () => new(new Shape(6, 1),
                [new Masking(), new SimpleRNN(3, returnSequences: true), new LSTM(3, goBackwards: true), new Dense(2)]),
            ["BatchNormalization after Conv2D"] = () => Picture(new Conv2D(4, 3, useBias: false), new BatchNormalization(0.9f)),
            ["Activation on an image"] = () => Image(new Activation("softmax")),
        };
        foreach (JsonNode activation in Activations())
        {
            // Once as Keras' activation= and once as a layer of its own.
            made[$"{activation.ToJsonString()} of a layer"] = () =>
                Flat(new Dense(7, ActivationCatalogue.Create(ReferenceValues.Copy(activation), "activation")));
            made[$"{activation.ToJsonString()} as a layer"] = () =>
                Flat(new Activation(ActivationCatalogue.Create(ReferenceValues.Copy(activation), "activation")));
        }
        return made;
    }

    /// <summary>Every activation by name, and once more with settings that are not the default.</summary>
    internal static IEnumerable<JsonNode> Activations() =>
    [
        .. ActivationCatalogue.Names.Select(name => JsonValue.Create(name)),
        JsonNode.Parse("""{"class_name":"leaky_relu","config":{"negative_slope":0.05}}""")!,
        JsonNode.Parse("""{"class_name":"elu","config":{"alpha":0.5}}""")!,
        JsonNode.Parse("""{"class_name":"gelu","config":{"approximate":true}}""")!,
        JsonNode.Parse("""{"class_name":"hard_sigmoid","config":{"slope":0.2,"offset":0.5}}""")!,
        JsonNode.Parse("""{"class_name":"relu","config":{"negative_slope":0.1,"threshold":0.25,"max_value":1.5}}""")!,
    ];

    // What stands in the middle gets its gradient from the layer after it, and passes one on to the layer before it, whose kernel shows it.
    private static Network Flat(params Layer[] middle) => new(5, [new Dense(6), .. middle, new Dense(3)]);

    private static Network Picture(params Layer[] middle) =>
        new(new Shape(6, 5, 2), [new Conv2D(4, (2, 3), padding: "same"), .. middle, new Flatten(), new Dense(2)]);

    private static Network Steps(params Layer[] middle) => new(new Shape(7, 2), [new Conv1D(4, 3), .. middle, new Flatten(), new Dense(2)]);

    private static Network Last(params Layer[] middle) =>
        new(new Shape(5, 2), [new Conv1D(4, 3, padding: "same"), .. middle, new Dense(2)]);

    private static Network Image(params Layer[] middle) => new(new Shape(2, 4, 3), [new Dense(5), .. middle, new Dense(2)]);
}
