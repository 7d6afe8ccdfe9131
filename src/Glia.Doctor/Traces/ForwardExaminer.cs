using Glia.Doctor.Findings;
using Glia.Doctor.Mistakes;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>
/// Settles activations, masks and the form of the output by reproducing the recorded outputs; reads those that are wrong by mistakes.
/// </summary>
internal static class ForwardExaminer
{
    // Enough rows of a large batch to tell one guess at the activations from another;
    // what is taken is held against all of them. Convention.
    private const int Telling = 128;

    /// <summary>Understands the forward pass. Reports nothing.</summary>
    public static double Settle(Reading reading)
    {
        var trace = reading.Trace;
        if (trace.Outputs is not { } recorded || !recorded.Values.All(double.IsFinite))
        {
            reading.Take(ActivationGuess.Default(trace, reading.Targets), reading.Masks);
            reading.Outputs = trace.Outputs ?? reading.Run.Outputs;
            return double.PositiveInfinity;
        }
        TakeNearest(reading, recorded);
        double best = Error(reading.Run.Outputs, recorded), tolerance = Tolerance(reading);
        // Where nothing was said of the activations, a softmax over the wrong axis hides which hidden one is meant.
        if (!(best <= tolerance) && trace.Activations.Contains(null))
            foreach (var activations in ActivationGuess.Candidates(trace, reading.Targets).Where(one => one[^1] is SoftmaxActivation))
            {
                var z = ForwardRun.Of(trace.X, trace.Before, activations, OutputForm.Proper, reading.Masks).Z[^1];
                if (!Enum.GetValues<OutputForm>().Any(form => Error(ForwardRun.Output(z, activations[^1], form), recorded) <= tolerance))
                    continue;
                reading.Take(activations, reading.Masks);
                break;
            }
        if (!(best <= tolerance) && reading.OutputActivation.Name is "softmax" or "sigmoid")
        {
            best = Error(reading.Run.Outputs, recorded);
            var form = OutputForm.Proper;
            foreach (var (other, mistake) in ForwardMistakes.OfOutput(reading))
                if (Error(mistake.Predict(reading)!, recorded) is var error && error <= tolerance && error < best)
                    (form, best) = (other, error);
            if (form != OutputForm.Proper) reading.Take(reading.Activations, reading.Masks, form);
        }
        reading.OutputsReproduced = best <= tolerance;
        // What follows is judged by what the owner's next line of code saw.
        if (reading.OutputsReproduced == false) reading.Outputs = recorded;
        return best;
    }

    private static double Error(Matrix outputs, Matrix recorded) => RelativeError.Of(outputs.Values, recorded.Values);

    // The default comes first and stays unless another guess is better by far.
    private static void TakeNearest(Reading reading, Matrix recorded)
    {
        var trace = reading.Trace;
        int[]? some = trace.Rows <= Telling || trace.Layers.Any(layer => layer.Bias is { Rows: > 1 }) ? null
            : [.. Enumerable.Range(0, Telling)];
        Matrix Some(Matrix all) => some is null ? all : all.Take(some);
        var (x, outputs, best) = (Some(trace.X), Some(recorded), double.PositiveInfinity);
        (Activation[] Activations, IReadOnlyList<Matrix?> Masks)? nearest = null;
        foreach (var activations in ActivationGuess.Candidates(trace, reading.Targets))
            foreach (var masks in MaskForms(trace))
            {
                double error = Error(ForwardRun.Of(x, trace.Before, activations, OutputForm.Proper,
                    [.. masks.Select(mask => mask is null ? null : Some(mask))]).Outputs, outputs);
                if (nearest is not null && !(error < best * 0.1 && error < 0.01)) continue;
                (best, nearest) = (error, (activations, masks));
            }
        reading.Take(nearest!.Value.Activations, nearest.Value.Masks);
    }

    /// <summary>
    /// Masks as recorded, then, where they hold only 0 and 1, scaled by 1 / (1 − rate) for the rates they may have been drawn with.
    /// </summary>
    public static IEnumerable<IReadOnlyList<Matrix?>> MaskForms(Trace trace)
    {
        Matrix?[] masks = [.. trace.Layers.Select(layer => layer.Mask)];
        yield return masks;
        foreach (double kept in DropoutRate.Kept(trace)) yield return [.. masks.Select(mask => mask?.Times(1 / kept))];
    }

    /// <summary>Reads the recorded outputs: as they should be, or by the mistake that gives them.</summary>
    public static IEnumerable<Judgement> Examine(Reading reading)
    {
        var trace = reading.Trace;
        if (!reading.IsFinite || trace.Outputs?.Values.All(double.IsFinite) == false) yield break;
        string guessed = trace.Activations.Any(name => name is null)
            ? $" (activations guessed: {string.Join(", ", reading.Activations.Select(one => one.Name))})" : "";
        if (trace.Outputs is not { } recorded)
            yield return Judgement.Skipped(Faults.SoftmaxWrongAxis, "no outputs were recorded" + guessed);
        else if (reading.Form != OutputForm.Proper)
            yield return Read(reading, ForwardMistakes.OfOutput(reading).First(one => one.Form == reading.Form).Mistake);
        else if (reading.OutputsReproduced == true)
            yield return Judgement.Fine(Faults.SoftmaxWrongAxis,
                $"outputs reproduced to a relative {Words.Number(reading.OutputError)}" + guessed);
        else if (Mistaken(reading, recorded) is { } mistake)
            yield return Read(reading, mistake);
        else
            reading.OutputsAreUnknown = true;
    }

    private static Judgement Read(Reading reading, Hypothesis<Reading> mistake)
    {
        double error = reading.OutputError;
        if (mistake.Take is { } take)
        {
            take(reading);
            reading.OutputsReproduced = true;
            reading.Outputs = reading.Run.Outputs;
        }
        string evidence = $"outputs is what one gets when {mistake.Says}";
        return mistake.Fault is not { } fault ? Judgement.Fine(Faults.SoftmaxWrongAxis, evidence)
            : Judgement.Found(fault.Error(Grade.Strong, reading.RecordedOutputs, evidence, mistake.Advice, ("relative_error", error)) with
            { Severity = mistake.Severity });
    }

    private static Hypothesis<Reading>? Mistaken(Reading reading, Matrix recorded) =>
        new Explain(recorded.Values, Math.Max(10 * Precision.Floor(reading.Single), 1e-6)).First(ForwardMistakes.Of(reading),
            reading)?.Hypothesis;

    private static double Tolerance(Reading reading)
    {
        double floor = Precision.Floor(reading.Single);
        if (!reading.Single) return floor;
        double noise = Error(reading.Run.Outputs, reading.Forward(reading.Trace.Before, single: true).Outputs);
        return double.IsFinite(noise) ? Math.Max(floor, 20 * noise) : floor;
    }
}
