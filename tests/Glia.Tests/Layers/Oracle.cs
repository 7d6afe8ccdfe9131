using System.Text.Json.Nodes;
using Glia.Doctor.Reference;
using Glia.Float64;
using Glia.Layers;
using OracleActivations = Glia.Doctor.Reference.Activations;

namespace Glia.Tests.Layers;

/// <summary>The float64 oracle's twin of a network: the same layers, the weights copied.</summary>
internal static class Oracle
{
    /// <summary>The twin; dropout gets the masks that the training step with this seed and step number draws.</summary>
    /// <exception cref="NotSupportedException">There is a layer the oracle knows nothing of: it needs its line here.</exception>
    public static OracleNetwork Of(Network network, int rows, ulong seed, uint step)
    {
        var layers = new List<OracleLayer>();
        // What the layers that know of masks share: one for each layer that makes one.
        var masks = new List<OracleMask?>();
        foreach (Stage stage in network.Stages)
        {
            Layer layer = stage.Step;
            OracleMask? before = stage.Inputs[0] < 0 ? null : masks[stage.Inputs[0]];
            masks.Add(layer.Mask switch { MaskUse.Makes => new OracleMask(), MaskUse.Passes => before, _ => null });
            layers.Add(layer switch
            {
                Embedding embedding => new OracleEmbedding(Weight(network, layer, "embeddings", embedding.InputDim), masks[^1]),
                Masking masking => new OracleMasking(masks[^1]!, layer.InputShape.Last, masking.MaskValue),
                GlobalAveragePooling1D when before is not null => new OracleMaskedMean(before, layer.InputShape.Last),
                RecurrentLayer recurrent => Recurrent(network, recurrent, before, rows, seed, step, (int)stage.Lane),
                _ => Of(network, stage, rows, seed, step),
            });
        }
        return new OracleNetwork([.. layers], [.. network.Stages.Select(stage => stage.Inputs)]);
    }

    /// <summary>The oracle's activation for one of the library's.</summary>
    public static Doctor.Reference.Activation Of(ActivationFunction function)
    {
        var config = function.Config();
        if (function.Name == "hard_sigmoid" && config.ContainsKey("slope"))
            return OracleActivations.HardSigmoid(Number("slope", 0), Number("offset", 0));
        if (function.Name == "relu" && config.Count > 0)
            return OracleActivations.Relu(Number("negative_slope", 0), Number("threshold", 0),
                Number("max_value", double.PositiveInfinity));
        string name = function.Name == "gelu" && config.ContainsKey("approximate") ? "gelu_tanh" : function.Name;
        return OracleActivations.Named(name, config["negative_slope"]?.GetValue<float>() ?? 0.2, config["alpha"]?.GetValue<float>() ?? 1);

        double Number(string key, double otherwise) => config[key]?.GetValue<float>() ?? otherwise;
    }

    /// <summary>Numbers as the oracle holds them.</summary>
    public static Matrix Matrix(ReadOnlySpan<float> values, int rows)
    {
        var numbers = new double[values.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = values[i];
        return new Matrix(rows, numbers.Length / rows, numbers);
    }

    private static OracleRecurrent Recurrent(
        Network network, RecurrentLayer layer, OracleMask? mask, int rows, ulong seed, uint step, int place)
    {
        (int gates, ActivationFunction gate) = layer switch
        {
            LSTM lstm => (4, lstm.RecurrentActivation),
            GRU gru => (3, gru.RecurrentActivation),
            _ => (1, layer.CellActivation),
        };
        int features = layer.InputShape.Last;
        // The numbers of the state come behind those of any batch of features.
        const long State = 1L << 33;
        Matrix Factors(int ofRow, float rate, long first)
        {
            var factors = new float[rows * ofRow];
            Array.Fill(factors, 1);
            Kernels.InvertedDropout.Apply(factors, factors, rate, seed, step, place, first);
            return Matrix(factors, rows);
        }
        return new OracleRecurrent(gates,
            Weight(network, layer, "kernel", features), Weight(network, layer, "recurrent_kernel", layer.Units),
            layer.UseBias ? Weight(network, layer, "bias", 1) : null, features,
            (ElementwiseActivation)Of(layer.CellActivation), (ElementwiseActivation)Of(gate))
        {
            Sequences = layer.ReturnSequences,
            Backwards = layer.GoBackwards,
            InOrder = layer.StatesInOrder,
            Factors = Factors(features, layer.DropoutRate, 0),
            StateFactors = Factors(layer.Units, layer.RecurrentDropoutRate, State),
            Mask = mask,
        };
    }

    private static OracleLayer Of(Network network, Stage stage, int rows, ulong seed, uint step)
    {
        if (stage.Step is Merge merge)
            return Merged(merge, stage.Inputs.Select(from => from < 0 ? network.InputShape : network.Stages[from].Step.OutputShape));
        var (layer, place) = (stage.Step, (int)stage.Lane);
        OracleLayer twin = Twin(network, layer, rows, seed, step, place);
        if (layer is BatchNormalization { Trainable: false }) return new InEvaluation(twin);
        return layer.InputShape.Rank > 1 && layer is Dense or BatchNormalization or LayerNormalization or Normalization
            or Glia.Layers.Activation ? new EveryPosition(twin, layer.InputShape.Last) : twin;
    }

    private static OracleLayer Merged(Merge merge, IEnumerable<Shape> inputs) => merge switch
    {
        Add => new OracleMerge(all => all.Sum(), (_, _) => 1),
        Average => new OracleMerge(all => all.Average(), (all, _) => 1.0 / all.Length),
        Multiply => new OracleMerge(all => all.Aggregate(1.0, (product, one) => product * one),
            (all, i) => all.Where((_, other) => other != i).Aggregate(1.0, (product, one) => product * one)),
        Concatenate => new OracleConcatenate([.. inputs.Select(shape => shape.Last)]),
        _ => throw new NotSupportedException($"The oracle has no {merge.ClassName} yet."),
    };

    private static OracleLayer Twin(Network network, Layer layer, int rows, ulong seed, uint step, int place) => layer switch
    {
        Dense dense => new OracleDense(Weight(network, dense, "kernel", dense.InputShape.Last),
            dense.UseBias ? Weight(network, dense, "bias", 1) : null),
        BatchNormalization normalization => new OracleBatchNormalization(
            WeightOr(network, normalization, "gamma", 1), WeightOr(network, normalization, "beta", 0),
            Weight(network, normalization, "moving_mean", 1), Weight(network, normalization, "moving_variance", 1), normalization.Momentum,
            normalization.Epsilon),
        Dropout dropout => new OracleDropout(Mask(dropout, rows, seed, step, place)),
        SpatialDropout dropout => new OracleDropout(ChannelMask(dropout, rows, seed, step, place)),
        Flatten or Reshape => new OracleFlatten(),
        Permute permute => Permuted(permute),
        ConvolutionLayer convolution => new OracleConvolution(Window(convolution.Window),
            Weight(network, layer, "kernel", network.Parameter($"{layer.Name}/kernel").Shape.Positions),
            convolution.UseBias ? Weight(network, layer, "bias", 1) : null, convolution.Groups),
        DepthwiseConv2D depthwise =>
            new OracleConvolution(Window(depthwise.Window), Weight(network, layer, "kernel", Taps(depthwise.Window)),
            depthwise.UseBias ? Weight(network, layer, "bias", 1) : null, groups: layer.InputShape.Last),
        SeparableConv2D separable => new OracleChain(
            new OracleConvolution(Window(separable.Window), Weight(network, layer, "depthwise_kernel", Taps(separable.Window)), null,
                layer.InputShape.Last, "depthwise_kernel"),
            new OracleConvolution(Pixels(layer, layer.InputShape.Last * separable.DepthMultiplier),
                Weight(network, layer, "pointwise_kernel", layer.InputShape.Last * separable.DepthMultiplier),
                separable.UseBias ? Weight(network, layer, "bias", 1) : null, groups: 1, "pointwise_kernel")),
        Conv2DTranspose transposed => new OracleTransposedConvolution(Window(transposed.Over),
            Weight(network, layer, "kernel", Taps(transposed.Over) * transposed.Filters),
            transposed.UseBias ? Weight(network, layer, "bias", 1) : null),
        ZeroPadding1D or ZeroPadding2D => Moves(layer, First(layer, "padding"), 1),
        Cropping1D or Cropping2D => Moves(layer, First(layer, "cropping"), -1),
        UpSampling2D => Repeated(layer),
        PoolingLayer pooling => new OraclePooling(Window(pooling.Window), largest: layer.ClassName.Contains("Max")),
        LayerNormalization normalization => new OracleLayerNormalization(
            Existing(network, normalization, "gamma"), Existing(network, normalization, "beta"), normalization.Epsilon),
        PReLU => new OraclePRelu(Weight(network, layer, "alpha", 1)),
        Rescaling rescaling => new OracleAffine(Same(layer, rescaling.Scale), Same(layer, rescaling.Offset)),
        Normalization => Standardized(Weight(network, layer, "mean", 1), Weight(network, layer, "variance", 1)),
        GaussianNoise noise => new OracleAffine(Same(layer, 1), Noise(noise, rows, seed, step, place), onlyInTraining: true),
        Glia.Layers.Activation activation => new OracleActivation(Of(activation.Function)),
        _ => throw new NotSupportedException($"The oracle has no {layer.ClassName} yet: write it in tests/Shared/Oracle and add its line " +
            "here."),
    };

    private static OracleWindow Window(Kernels.Window w) => new(w.Height, w.Width, w.Channels, w.Rows, w.Columns, w.StrideY, w.StrideX,
        w.DilationY, w.DilationX, w.Top, w.Left, w.OutputHeight, w.OutputWidth);

    private static int Taps(Kernels.Window window) => window.Rows * window.Columns;

    private static OracleWindow Pixels(Layer layer, int channels) =>
        Window(new Kernels.Window(layer.OutputShape[0], layer.OutputShape[1], channels, 1, 1));

    // Rows above and columns on the left, of one or two dimensions.
    private static (int Top, int Left) First(Layer layer, string key)
    {
        JsonArray border = layer.Config()[key]!.AsArray();
        if (border[0] is not JsonArray rows) return (0, border[0]!.GetValue<int>());
        return (rows[0]!.GetValue<int>(), border[1]!.AsArray()[0]!.GetValue<int>());
    }

    // Every number of the smaller image and its place in the larger.
    private static OracleMoves Moves(Layer layer, (int Top, int Left) first, int sign)
    {
        Shape small = sign > 0 ? layer.InputShape : layer.OutputShape, large = sign > 0 ? layer.OutputShape : layer.InputShape;
        int channels = small.Last, width = small[small.Rank - 2], height = small.Size / width / channels, wide = large[large.Rank - 2];
        var moves = from y in Enumerable.Range(0, height)
                    from x in Enumerable.Range(0, width)
                    from c in Enumerable.Range(0, channels)
                    let inner = (y * width + x) * channels + c
                    let outer = ((y + first.Top) * wide + x + first.Left) * channels + c
                    select sign > 0 ? (inner, outer) : (outer, inner);
        return new OracleMoves(layer.InputShape.Size, layer.OutputShape.Size, [.. moves]);
    }

    // Every number of what comes out and where it stood: its place along the exchanged dimensions, counted in those of what goes in.
    private static OracleMoves Permuted(Permute permute)
    {
        Shape into = permute.InputShape, outOf = permute.OutputShape;
        var moves = new List<(int From, int To)>();
        for (int to = 0; to < outOf.Size; to++)
        {
            int[] place = new int[into.Rank];
            for (int axis = outOf.Rank - 1, rest = to; axis >= 0; rest /= outOf[axis--]) place[permute.Dims[axis] - 1] = rest % outOf[axis];
            moves.Add((Enumerable.Range(0, into.Rank).Aggregate(0, (from, axis) => from * into[axis] + place[axis]), to));
        }
        return new OracleMoves(into.Size, outOf.Size, moves);
    }

    private static OracleMoves Repeated(Layer layer)
    {
        Shape small = layer.InputShape, large = layer.OutputShape;
        int tall = large[0] / small[0], wide = large[1] / small[1];
        var moves = from place in Enumerable.Range(0, large.Size)
                    let c = place % large.Last
                    let x = place / large.Last % large[1] / wide
                    let y = place / large.Last / large[1] / tall
                    select (((y * small[1]) + x) * small.Last + c, place);
        return new OracleMoves(small.Size, large.Size, [.. moves]);
    }

    private static Matrix Weight(Network network, Layer layer, string name, int rows) =>
        Matrix(network.Weights[network.Parameter($"{layer.Name}/{name}")], rows);

    private static Matrix WeightOr(Network network, Layer layer, string name, double without) =>
        network.Parameters.Any(p => p.Layer == layer && p.Name == name) ? Weight(network, layer, name, 1)
            : new Matrix(1, layer.InputShape.Last).Map(_ => without);

    private static Matrix? Existing(Network network, Layer layer, string name) =>
        network.Parameters.Any(p => p.Layer == layer && p.Name == name) ? Weight(network, layer, name, 1) : null;

    private static Matrix Same(Layer layer, double value) => new Matrix(1, layer.InputShape.Size).Map(_ => value);

    private static OracleAffine Standardized(Matrix mean, Matrix variance)
    {
        Matrix factor = variance.Map(v => 1 / Math.Max(Math.Sqrt(v), 1e-7));
        return new OracleAffine(factor, mean.Zip(factor, (m, f) => -m * f));
    }

    private static Matrix Noise(GaussianNoise noise, int rows, ulong seed, uint step, int place)
    {
        var drawn = new float[rows * noise.InputShape.Size];
        Kernels.RandomFill.AddNormal(drawn, drawn, noise.StandardDeviation, seed, step, place);
        return Matrix(drawn, rows);
    }

    // One draw a channel of a row, at every position the same.
    private static Matrix ChannelMask(SpatialDropout dropout, int rows, ulong seed, uint step, int place)
    {
        int channels = dropout.InputShape.Last, size = dropout.InputShape.Size;
        float[] drawn = new float[rows * channels], mask = new float[rows * size];
        Array.Fill(drawn, 1);
        Kernels.InvertedDropout.Apply(drawn, drawn, dropout.Rate, seed, step, place);
        for (int i = 0; i < mask.Length; i++) mask[i] = drawn[i / size * channels + i % channels];
        return Matrix(mask, rows);
    }

    private static Matrix Mask(Dropout dropout, int rows, ulong seed, uint step, int place)
    {
        var mask = new float[rows * dropout.InputShape.Size];
        Array.Fill(mask, 1);
        Kernels.InvertedDropout.Apply(mask, mask, dropout.Rate, seed, step, place);
        return Matrix(mask, rows);
    }

    /// <summary>A frozen normalisation, which runs as in evaluation while the rest trains.</summary>
    private sealed class InEvaluation(OracleLayer inner) : OracleLayer
    {
        public override Matrix Forward(Matrix inputs, bool training) => inner.Forward(inputs, training: false);

        public override Matrix Backward(Matrix outputGradient) => inner.Backward(outputGradient);
    }

    /// <summary>Keras works on the last dimension of an image; the oracle knows rows and columns only.
    /// So every position becomes a row.</summary>
    public sealed class EveryPosition(OracleLayer inner, int last) : OracleLayer
    {
        private int _positions;

        public override IReadOnlyList<OracleParameter> Parameters => inner.Parameters;

        public override Matrix Forward(Matrix inputs, bool training) =>
            Samples(inner.Forward(Positions(inputs, last), training), inputs.Rows);

        /// <summary>What runs at each position.</summary>
        public OracleLayer Inner => inner;

        public override Matrix Backward(Matrix outputGradient)
        {
            // As many rows as the forward pass had: one for each position of each sample.
            int rows = outputGradient.Rows * _positions;
            return Samples(inner.Backward(new Matrix(rows, outputGradient.Values.Length / rows, outputGradient.Values)),
                outputGradient.Rows);
        }

        private Matrix Positions(Matrix samples, int columns)
        {
            _positions = samples.Columns / columns;
            return new Matrix(samples.Values.Length / columns, columns, samples.Values);
        }

        private static Matrix Samples(Matrix positions, int rows) => new(rows, positions.Values.Length / rows, positions.Values);
    }
}
