using CsCheck;
using Glia.Doctor.Reference;
using Glia.Float64;
using Glia.Kernels;
using Glia.Layers;
using Activation = Glia.Layers.Activation;
using Dropout = Glia.Layers.Dropout;
using Matrix = Glia.Doctor.Reference.Matrix;

namespace Glia.Tests.Layers;

/// <summary>Forward and backward pass of every layer and activation against the float64 oracle.</summary>
public class GradientTests
{
    private const ulong Seed = 5;
    private const uint Step = 3;

    public static TheoryData<string> Cases => [.. LayerCases.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_gradients_and_statistics_are_those_of_the_oracle(string name)
    {
        for (ulong draw = 1; draw < 20; draw++)
            if (Compare(LayerCases.Network(name, draw), 9, draw) is { } error)
            {
                Assert.True(error == "", error);
                return;
            }
        Assert.Fail("Every draw came too close to a kink.");
    }

    // Depth, order and sharing of memory: what one layer leaves behind for another's backward pass. At least six rows: normalisation over
    // two has outputs of -1 and 1 whatever goes in, and a gradient that is the difference of equal numbers.
    [Fact]
    public void Any_stack_of_layers_has_the_gradients_of_the_oracle() =>
        Gen.Select(Gen.Int[0, 18].Array[1, 6], Gen.Int[6, 12], Gen.ULong).Sample((kinds, rows, draw) =>
        {
            var network = new Network(new Shape(2, 3), [.. kinds.Select(Make), new Dense(2)], draw);
            string? error = Compare(network, rows, draw);
            if (!string.IsNullOrEmpty(error)) throw new InvalidOperationException($"{network}\n{error}");
        }, iter: 300);

    private static Layer Make(int kind) => kind switch
    {
        0 => new Dense(5, "relu"),
        1 => new Dense(4, "tanh"),
        2 => new Dense(6, "gelu"),
        3 => new Dense(3),
        4 => new Dropout(0.3f),
        // large, lest it magnifies the rounding of columns that the layers before made nearly constant
        5 => new BatchNormalization(0.9f, epsilon: 0.1f),
        6 => new Flatten(),
        7 => new Activation("sigmoid"),
        8 => new Activation("silu"),
        9 => new LayerNormalization(0.1f), // as large, for the same reason
        10 => new PReLU(new Glia.Initializers.Constant(0.3f)),
        11 => new GaussianNoise(0.2f),
        12 => new Rescaling(0.7f, 0.1f),
        13 => new Residual([new Activation("tanh"), new Dropout(0.2f)]),
        14 => new Residual([new Dense(4), new Flatten(), new Dense(3, "sigmoid")], [new Flatten(), new Dense(3)]),
        15 => new Branches(new Concatenate(), [], [new Dense(2, "tanh")], [new Dense(1)]),
        16 => new Branches(new Average(), [new Dense(3)], [new Residual([new Activation("sigmoid")]), new Dense(3, "tanh")]),
        17 => new Sequential(new Activation("silu"), new LayerNormalization(0.1f)),
        _ => new Dense(4, "softsign"),
    };

    /// <summary>Null if a number lies so close to a kink that float32 and float64 may stand on different sides; else what is wrong,
    /// or nothing.</summary>
    private static string? Compare(Network network, int rows, ulong draw)
    {
        var workspace = new Workspace(network, rows, Workers.Single, training: true);
        LayerCases.Fill(network, workspace.Input.Values, draw);
        RandomFill.Normal(workspace.LossGradient(rows).Values, 0, 1, draw, 101);
        OracleNetwork oracle = Oracle.Of(network, rows, Seed, Step);
        Matrix inputs = Oracle.Matrix(workspace.Input.Values, rows), x = inputs,
            upstream = Oracle.Matrix(workspace.LossGradient(rows).Values, rows);

        var outputsOf = new List<Matrix>();
        for (int place = 0; place < oracle.Layers.Count; place++)
        {
            OracleLayer layer = oracle.Layers[place];
            IReadOnlyList<Matrix> taken = [.. oracle.Takes(place).Select(from => from < 0 ? inputs : outputsOf[from])];
            x = taken[0];
            if (layer is OracleActivation { Activation: ElementwiseActivation elementwise }
                && x.Values.Any(z => elementwise.Piece(z - 1e-5) != elementwise.Piece(z + 1e-5))) return null;
            if (layer is OraclePRelu && x.Values.Any(z => Math.Abs(z) < 1e-5)) return null;
            outputsOf.Add(x = layer.Forward(taken, training: true));
        }
        oracle.Backward(upstream);
        Tensor outputs = workspace.ForwardTraining(rows, Seed, Step);
        for (int i = 0; i < x.Values.Length; i++)
            if (!(Math.Abs(x.Values[i] - outputs.Values[i]) <= 1e-5 * Math.Abs(x.Values[i]) + 1e-5))
                return $"Output {i} is {outputs.Values[i]:R} instead of {x.Values[i]:R}.";
        workspace.Backward(rows, Seed, Step);

        // The oracle's normalisation always has gamma and beta, and it knows no frozen layers; the order is the same.
        var pairs = new List<(Parameter Weight, OracleParameter Twin)>();
        var twins = new Queue<OracleParameter>(oracle.Parameters);
        foreach (Parameter weight in network.Parameters.Where(p => p.IsWeight && (p.Trainable || p.Layer is not BatchNormalization)))
        {
            while (twins.Peek().Name != weight.Name) twins.Dequeue();
            pairs.Add((weight, twins.Dequeue()));
        }

        double whole = Math.Sqrt(pairs.Sum(p => p.Twin.Gradient.Values.Sum(g => g * g)));
        foreach (var (weight, twin) in pairs)
        {
            double[] actual = Doubles(workspace.Gradients[weight]), expected = twin.Gradient.Values;
            double distance = Math.Sqrt(actual.Zip(expected, (a, b) => (a - b) * (a - b)).Sum()),
                size = Math.Sqrt(expected.Sum(g => g * g));
            // A bias before a normalisation has the gradient zero: there only rounding, relative to all gradients, is left.
            if (!(distance <= 1e-4 * Math.Max(size, 0.1 * whole)))
                return $"{weight.FullName}: the gradient is off by {distance / size:g3} of its size {size:g3}.";
        }
        foreach (var (statistic, twin) in network.Parameters.Where(p => !p.IsWeight && p.Layer is BatchNormalization { Trainable: true })
            .Zip(oracle.Layers.SelectMany(Statistics)))
            for (int i = 0; i < twin.Values.Length; i++)
                if (!(Math.Abs(twin.Values[i] - network.Weights[statistic][i]) <= 1e-5 * Math.Abs(twin.Values[i]) + 2e-6))
                    return $"{statistic.FullName} is off.";
        return "";
    }

    private static Matrix[] Statistics(OracleLayer layer) => layer switch
    {
        OracleBatchNormalization normalization => [normalization.MovingMean, normalization.MovingVariance],
        Oracle.EveryPosition position => Statistics(position.Inner),
        _ => [],
    };

    private static double[] Doubles(ReadOnlySpan<float> values) => Oracle.Matrix(values, 1).Values;
}
