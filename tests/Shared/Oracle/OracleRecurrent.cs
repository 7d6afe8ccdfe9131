using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>SimpleRNN, LSTM and GRU written from Keras' definition, number by number and step by step.</summary>
/// <param name="gates">Sums a unit: 1 for SimpleRNN, 4 for LSTM (i, f, c, o), 3 for GRU (z, r, h; reset after the product).</param>
/// <param name="kernel">[features, gates * units].</param>
/// <param name="recurrent">[units, gates * units].</param>
/// <param name="bias">gates * units numbers, of a GRU twice as many; null for none.</param>
/// <param name="features">Numbers in a step.</param>
/// <param name="activation">The activation of the cell.</param>
/// <param name="gate">The activation of the gates.</param>
internal sealed class OracleRecurrent(int gates, Matrix kernel, Matrix recurrent, Matrix? bias, int features,
    ElementwiseActivation activation, ElementwiseActivation gate) : OracleLayer
{
    private readonly OracleParameter _kernel = new("kernel", kernel), _recurrent = new("recurrent_kernel", recurrent);
    private readonly OracleParameter? _bias = bias is null ? null : new("bias", bias);
    private OracleTape _tape = new();
    private int[] _x = [], _w = [], _u = [], _b = [], _y = [];
    private int _rows;

    /// <summary>Whether every state comes out.</summary>
    public bool Sequences { get; init; }

    /// <summary>Whether the last step is read first.</summary>
    public bool Backwards { get; init; }

    /// <summary>Whether states stand at their steps though the last step is read first.</summary>
    public bool InOrder { get; init; }

    /// <summary>What the features of each row are multiplied by in training; null for nothing.</summary>
    public Matrix? Factors { get; init; }

    /// <summary>What the state of each row is multiplied by in training before every sum; null for nothing.</summary>
    public Matrix? StateFactors { get; init; }

    /// <summary>Which steps count; null for all.</summary>
    public OracleMask? Mask { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<OracleParameter> Parameters => _bias is null ? [_kernel, _recurrent] : [_kernel, _recurrent, _bias];

    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training)
    {
        _tape = new OracleTape();
        _rows = inputs.Rows;
        (_x, _w, _u) = (All(inputs), All(_kernel.Value), All(_recurrent.Value));
        _b = _bias is null ? [] : All(_bias.Value);
        int units = _recurrent.Value.Rows, steps = inputs.Columns / features;
        var y = new List<int>();
        for (int row = 0; row < _rows; row++)
        {
            int zero = _tape.Given(0);
            int[] h = [.. Enumerable.Repeat(zero, units)], c = [.. h];
            var states = new List<int[]>();
            for (int at = 0; at < steps; at++)
            {
                int step = Backwards ? steps - 1 - at : at;
                int first = (row * steps + step) * features;
                int[] x = [.. Enumerable.Range(0, features).Select(f => Dropped(row, f, _x[first + f], training))];
                if (Mask?.Counts(row, step) ?? true) (h, c) = Step(x, h, Seen(row, h, training), c, zero);
                states.Add(h);
            }
            if (!Sequences) y.AddRange(h);
            else y.AddRange((Backwards && InOrder ? states.AsEnumerable().Reverse() : states).SelectMany(state => state));
        }
        _y = [.. y];
        return new Matrix(_rows, _y.Length / _rows, [.. _y.Select(number => _tape[number])]);
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient)
    {
        double[] derivatives = _tape.Derivatives(_y.Zip(outputGradient.Values));
        Matrix Of(int[] numbers, int rows) => new(rows, numbers.Length / rows, [.. numbers.Select(number => derivatives[number])]);
        _kernel.Gradient = Of(_w, _kernel.Value.Rows);
        _recurrent.Gradient = Of(_u, _recurrent.Value.Rows);
        if (_bias is not null) _bias.Gradient = Of(_b, _bias.Value.Rows);
        return Of(_x, _rows);
    }

    private (int[] H, int[] C) Step(int[] x, int[] h, int[] seen, int[] c, int zero)
    {
        int units = h.Length, sums = gates * units;
        int Sum(int[] numbers, int[] weights, int column, int start) =>
            numbers.Select((number, i) => _tape.Product(number, weights[i * sums + column])).Aggregate(start, _tape.Sum);
        int Bias(int column) => _b.Length == 0 ? zero : _b[column];
        int Inputs(int block, int u) => Sum(x, _w, block * units + u, Bias(block * units + u));
        int Both(int block, int u) => Sum(seen, _u, block * units + u, Inputs(block, u));
        // A GRU's states have a bias of their own.
        int States(int block, int u) => Sum(seen, _u, block * units + u, _b.Length == 0 ? zero : _b[sums + block * units + u]);
        int[] nextH = new int[units], nextC = [.. c];
        for (int u = 0; u < units; u++)
        {
            if (gates == 1) nextH[u] = _tape.Of(activation, Both(0, u));
            else if (gates == 4)
            {
                nextC[u] = _tape.Sum(_tape.Product(_tape.Of(gate, Both(1, u)), c[u]),
                    _tape.Product(_tape.Of(gate, Both(0, u)), _tape.Of(activation, Both(2, u))));
                nextH[u] = _tape.Product(_tape.Of(gate, Both(3, u)), _tape.Of(activation, nextC[u]));
            }
            else
            {
                int z = _tape.Of(gate, _tape.Sum(Inputs(0, u), States(0, u))), r = _tape.Of(gate, _tape.Sum(Inputs(1, u), States(1, u)));
                int n = _tape.Of(activation, _tape.Sum(Inputs(2, u), _tape.Product(r, States(2, u))));
                nextH[u] = _tape.Sum(_tape.Product(z, h[u]), _tape.Product(_tape.OneMinus(z), n));
            }
        }
        return (nextH, nextC);
    }

    private int Dropped(int row, int feature, int number, bool training) =>
        training && Factors is { } factors ? _tape.Product(number, _tape.Given(factors[row, feature])) : number;

    private int[] Seen(int row, int[] h, bool training) => training && StateFactors is { } factors
        ? [.. h.Select((number, u) => _tape.Product(number, _tape.Given(factors[row, u])))] : h;

    private int[] All(Matrix matrix) => [.. matrix.Values.Select(_tape.Given)];
}
