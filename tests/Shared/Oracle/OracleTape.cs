namespace Glia.Float64;

/// <summary>
/// Numbers that remember what they were computed from, so that the derivative of one in all others follows by the chain rule: what a layer
/// with many steps is checked by without a derivative being written down twice.
/// </summary>
internal sealed class OracleTape
{
    private readonly List<(double Value, int Left, double AlongLeft, int Right, double AlongRight)> _numbers = [];

    /// <summary>A number that depends on nothing.</summary>
    public int Given(double value) => Add(value, 0, 0, 0, 0);

    /// <summary>The value of a number.</summary>
    public double this[int number] => _numbers[number].Value;

    /// <summary>a + b.</summary>
    public int Sum(int a, int b) => Add(this[a] + this[b], a, 1, b, 1);

    /// <summary>a b.</summary>
    public int Product(int a, int b) => Add(this[a] * this[b], a, this[b], b, this[a]);

    /// <summary>1 - a.</summary>
    public int OneMinus(int a) => Add(1 - this[a], a, -1, 0, 0);

    /// <summary>f(a).</summary>
    public int Of(Doctor.Reference.ElementwiseActivation f, int a) => Add(f.Value(this[a]), a, f.Derivative(this[a]), 0, 0);

    /// <summary>The derivatives in every number, given those of some.</summary>
    public double[] Derivatives(IEnumerable<(int Number, double Derivative)> given)
    {
        var derivatives = new double[_numbers.Count];
        foreach (var (number, derivative) in given) derivatives[number] += derivative;
        for (int i = _numbers.Count - 1; i >= 0; i--)
        {
            var one = _numbers[i];
            derivatives[one.Left] += derivatives[i] * one.AlongLeft;
            derivatives[one.Right] += derivatives[i] * one.AlongRight;
        }
        return derivatives;
    }

    private int Add(double value, int left, double alongLeft, int right, double alongRight)
    {
        _numbers.Add((value, left, alongLeft, right, alongRight));
        return _numbers.Count - 1;
    }
}
