using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>What made weights large that do harm.</summary>
internal enum Thrower
{
    /// <summary>They were drawn so, as far as anybody knows, or do no harm.</summary>
    None,

    /// <summary>Steps that are wrong.</summary>
    WrongSteps,

    /// <summary>Steps that were too long.</summary>
    LongSteps,
}

/// <summary>The largest kernel of a recorded step, if it is large: that of the start, where it was recorded.</summary>
/// <param name="Layer">From 1.</param>
/// <param name="Kernel">The weights.</param>
/// <param name="IsOfStart">Whether they are those before the first step.</param>
/// <param name="ThrownBy">What made them large.</param>
internal sealed record LargeKernel(int Layer, Matrix Kernel, bool IsOfStart, Thrower ThrownBy)
{
    // Convention: weights that grew may be larger than those that are drawn (Gain.Large). What was drawn large is large alike in every
    // layer; a fifth more in one is thrown.
    private const double Least = 5, Uneven = 1.2;

    // Of these each step takes the weights further away.
    private static readonly Fault[] s_throwing =
        [Faults.UpdateAdded, Faults.LossSignFlipped, Faults.SoftmaxWrongAxis, Faults.WrongReduction, Faults.GradientsAccumulated];

    public double Deviation => Kernel.Norm / Math.Sqrt(Kernel.Values.Length);

    public Where Where => new(Reading.LayerName(Layer), $"w{Layer}", Phases.Initialization);

    public (string, double)[] Numbers => [("standard_deviation", Deviation), ("gain", Gain.Of(Kernel))];

    public string Evidence => $"w{Layer} has a standard deviation of {Words.Number(Deviation)} over {Kernel.Rows} inputs, "
        + $"{Words.Number(Gain.Of(Kernel) / Gain.He)} times that of he_normal";

    /// <summary>Looks at a step; null where no kernel is large.</summary>
    public static LargeKernel? Of(Reading reading)
    {
        var layers = reading.Trace.Layers;
        int worst = Enumerable.Range(0, layers.Count).MaxBy(l => Gain.Of(Drawn(layers[l])));
        Matrix kernel = Drawn(layers[worst]);
        if (Gain.Of(kernel) < Least) return null;
        bool start = layers[worst].StartWeights is not null, thrown = ThrownWeights.Are(kernel);
        Thrower by = !reading.IsHarmed ? Thrower.None
            : (thrown && reading.WrongSteps.Count > 0) || Throws(reading) ? Thrower.WrongSteps
            : thrown || (reading.Trace.Step > 0 && !start) ? Thrower.LongSteps
            : Thrower.None;
        return new(worst + 1, kernel, start, by);
    }

    // What is said of the start is said of the first weights, where they are known.
    private static Matrix Drawn(TraceLayer layer) => layer.StartWeights ?? layer.Weights;

    private static bool Throws(Reading reading)
    {
        if (!reading.WrongSteps.Intersect(s_throwing).Any()) return false;
        double[] deviations = [.. reading.Trace.Layers.Select(layer => layer.Weights.Norm / Math.Sqrt(layer.Weights.Values.Length))];
        return deviations.Length < 2 || deviations.Max() > Uneven * deviations.Min();
    }
}
