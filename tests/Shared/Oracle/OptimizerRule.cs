namespace Glia.Float64;

/// <summary>How an optimizer turns gradients into new weights. One instance serves one array, because it keeps the array's state.</summary>
internal abstract class OptimizerRule
{
    private double[]? _first, _second;

    /// <summary>How many steps were taken.</summary>
    protected int Steps { get; private set; }

    /// <summary>Changes the weights in place.</summary>
    public void Step(double[] weights, ReadOnlySpan<double> gradient)
    {
        _first ??= new double[weights.Length];
        if (_second is null)
        {
            _second = new double[weights.Length];
            Array.Fill(_second, InitialSecond);
        }
        Steps++;
        for (int i = 0; i < weights.Length; i++) weights[i] = Step(weights[i], gradient[i], ref _first[i], ref _second[i]);
    }

    /// <summary>What the second state starts from.</summary>
    protected virtual double InitialSecond => 0;

    /// <summary>The new value of one weight, given its gradient and the two numbers kept for it.</summary>
    protected abstract double Step(double w, double g, ref double first, ref double second);
}
