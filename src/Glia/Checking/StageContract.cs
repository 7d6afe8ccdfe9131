using System.Runtime.InteropServices;
using Glia.Kernels;

namespace Glia.Checking;

/// <summary>
/// What a workspace relies on beside right numbers: that a backward pass reads only what is still there, and writes where it is told to.
/// Each is tried as the workspace would do it, and must give the same bits.
/// </summary>
internal static class StageContract
{
    /// <summary>Adds to a report what a workspace could not rely on.</summary>
    /// <param name="run">The step.</param>
    /// <param name="report">The report.</param>
    /// <param name="upstream">The gradient in the output that was used.</param>
    /// <param name="gradients">The gradients of the parameters in memory of their own.</param>
    /// <param name="back">The gradient in the input likewise.</param>
    public static void Check(StageRun run, GradientReport report, float[] upstream, ParameterBlock gradients, float[] back)
    {
        ReadsOnlyWhatIsThere(run, report, upstream, gradients, back);
        if (run.Parameters.Count == 0) return;
        WorksWithoutInputGradient(run, report, upstream, gradients);
        if (run.Step.AddsGradients) Adds(run, report, upstream, gradients);
    }

    private static void ReadsOnlyWhatIsThere(StageRun run, GradientReport report, float[] upstream, ParameterBlock gradients, float[] back)
    {
        Layer step = run.Step;
        if (step.InPlace == InPlace.Alias || (step.InPlace == InPlace.No && step.NeedsOutput)) return;
        if (SameAs(shared: true, spoilt: !step.NeedsOutput)) return;
        report.Break(step.InPlace == InPlace.Overwrites && !SameAs(shared: true, spoilt: false)
            ? "Backward reads the input, although InPlace lets the output be written over it; let InPlace say No."
            : "Backward reads the output, which the next step may have overwritten by then; let NeedsOutput say true.");

        bool SameAs(bool shared, bool spoilt)
        {
            ParameterBlock again = Empty(run);
            return Same(run.Backward(upstream, again, shared: shared, spoilt: spoilt), back) && Same(run, again, gradients);
        }
    }

    private static void WorksWithoutInputGradient(StageRun run, GradientReport report, float[] upstream, ParameterBlock gradients)
    {
        ParameterBlock alone = Empty(run);
        try
        {
            run.Backward(upstream, alone, wantsInput: false);
        }
        catch (Exception error) when (error is IndexOutOfRangeException or ArgumentException or NullReferenceException)
        {
            report.Break("Backward fails where no gradient in the input is wanted, as in a first layer; ask pass.InputGradient.IsEmpty.");
            return;
        }
        if (Same(run, alone, gradients)) return;
        report.Break("Backward gives other gradients where no gradient in the input is wanted, as in a first layer.");
    }

    private static void Adds(StageRun run, GradientReport report, float[] upstream, ParameterBlock gradients)
    {
        var twice = new ParameterBlock(run.Weights.Parameters);
        foreach (Parameter parameter in run.Parameters) gradients[parameter].CopyTo(twice[parameter]);
        run.Backward(upstream, twice, add: true);
        foreach (Parameter parameter in run.Parameters)
        {
            ReadOnlySpan<float> sum = twice[parameter], one = gradients[parameter];
            // Added in another order, which costs float32 a few of its last digits.
            double slack = 1e-4 * Reduce.MaxAbs(one);
            int place = 0;
            while (place < one.Length && Math.Abs(sum[place] - 2.0 * one[place]) <= slack) place++;
            if (place == one.Length) continue;
            report.Break($"AddsGradients says true, but Backward does not add the gradient of {parameter.Name} to what is there.");
        }
    }

    // NaN stays where a gradient is not written.
    private static ParameterBlock Empty(StageRun run)
    {
        var block = new ParameterBlock(run.Weights.Parameters);
        block.All.Fill(float.NaN);
        return block;
    }

    private static bool Same(StageRun run, ParameterBlock a, ParameterBlock b) => run.Parameters.All(p => Same(a[p], b[p]));

    // Bit by bit, since a NaN that was reported already is no other number here.
    private static bool Same(ReadOnlySpan<float> a, ReadOnlySpan<float> b) =>
        MemoryMarshal.AsBytes(a).SequenceEqual(MemoryMarshal.AsBytes(b));
}
