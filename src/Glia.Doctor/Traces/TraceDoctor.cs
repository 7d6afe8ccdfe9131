using Glia.Doctor.Exhibits;
using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>
/// Examines a trace of somebody else's network: recomputes everything independently in double precision, names the first disagreement, and
/// reads it.
/// </summary>
internal static class TraceDoctor
{
    /// <summary>Examines a trace file.</summary>
    /// <exception cref="GliaException">It is no readable trace.</exception>
    public static Diagnosis Examine(string path) => Examine(TraceReader.Read(path));

    /// <summary>Examines a trace.</summary>
    internal static Diagnosis Examine(Trace trace)
    {
        var examination = new Examination(trace.Subject);
        Examine(trace, examination);
        return TraceSources.Named(examination.Conclude(), trace.Sources);
    }

    /// <summary>Examines a trace and adds what it finds to an examination that others add to as well.</summary>
    internal static void Examine(Trace trace, Examination examination)
    {
        var reading = Settled(trace);
        if (StepAsGradient.Of(reading, Settled) is { } derived) reading = Settled(derived);
        if (PointsDownhill(reading)) reading = Settle(Negated(reading.Trace), out _, downhill: true);
        examination.Show(new TraceExhibits(reading));
        // What the recorded numbers are comes before what follows from it.
        foreach (Judgement judgement in reading.Recorded.Concat(OfEvaluation(reading))) examination.Take(judgement);
        AllRules.Judge(reading, examination);
        // Trials, after everything that can be read.
        if (reading.IsFinite) ExamineRun(reading, examination);
        if (trace.Unused.Count > 0)
            examination.Skipped(Faults.WrongLayout, $"arrays that mean nothing to the doctor: {Words.List(trace.Unused)}");
    }

    private static IEnumerable<Judgement> OfEvaluation(Reading reading)
    {
        // That other weights were used is told of the weights.
        if (reading.AnswerMistake is { } answers
            && (reading.OtherWeights is not { AreOther: true } || answers.Fault != Faults.EvaluatedOtherModel))
            yield return Judgement.Found(answers);
        if (reading.Figure is { Mistake: var (mistake, grade) } figure)
            yield return Judgement.Found(figure.Error(mistake.Fault!, grade, mistake.Advice) with { Severity = mistake.Severity });
    }

    private static void ExamineRun(Reading reading, Examination examination)
    {
        if (reading.Trace is { Steps: null, StepsAtLeast: null }) return;
        var run = PlannedRun.Of(reading);
        if (run is not null)
        {
            AcquittalByRun.Examine(reading, examination, run);
            if (reading.Trace.Steps is not null) StartForSteps.Examine(reading, examination, run);
        }
        RateForSteps.Examine(reading, examination, run);
    }

    // Biases within the kernels are in the last row or in the first: in which is shown by the outputs.
    private static Reading SettledBiasRow(Trace trace, out double error)
    {
        var last = Settle(trace, out error);
        if (trace.BiasFirst is not { } other || last.OutputsReproduced == true) return last;
        var first = Settle(other, out double firstError);
        if (!(firstError < error)) return last;
        error = firstError;
        return first;
    }

    /// <summary>
    /// A trace as it is understood. Square kernels can be meant either way round; whichever reproduces what was recorded is meant.
    /// </summary>
    internal static Reading Settled(Trace trace)
    {
        var reading = SettledBiasRow(trace, out double error);
        if (!trace.LayoutOpen || reading.OutputsReproduced == true) return reading;
        var other = Settle(Turned(trace), out double turnedError);
        if (trace.Outputs is not null) return turnedError < error ? other : reading;
        // Without outputs the gradients decide, and without those the usual order of rows and columns.
        return GradientExaminer.Distance(other) < 0.01 && GradientExaminer.Distance(reading) > 0.01 ? other : reading;
    }

    private static Reading Settle(Trace trace, out double error, bool downhill = false)
    {
        var reading = new Reading(trace) { Downhill = downhill };
        error = ForwardExaminer.Settle(reading);
        LossExaminer.Settle(reading);
        if (trace.Outputs is null && (trace.Activations.Any(name => name is null) || trace.Layers.Any(layer => layer.Mask is not null)))
            GuessFromGradients(reading);
        return reading;
    }

    // Nothing else shows the activations: those for which the recorded gradients are right are meant.
    private static void GuessFromGradients(Reading reading)
    {
        var trace = reading.Trace;
        if (GradientExaminer.Distance(reading) < 0.01 || trace.Layers[0].WeightsGradient is null) return;
        var (known, knownMasks) = (reading.Activations.ToArray(), reading.Masks);
        foreach (var activations in ActivationGuess.Candidates(trace, reading.Targets))
            foreach (var masks in ForwardExaminer.MaskForms(trace))
                if (Fits(activations, masks)) return;
        Fits(known, knownMasks);

        bool Fits(Activation[] activations, IReadOnlyList<Matrix?> masks)
        {
            reading.Take(activations, masks);
            (reading.Loss, reading.Factor) = (null, null);
            LossExaminer.Settle(reading);
            return GradientExaminer.Distance(reading) < 0.01;
        }
    }

    // Who keeps the error as target minus output adds what follows from it: what is recorded as the gradient is then the way downhill.
    private static bool PointsDownhill(Reading reading)
    {
        if (GradientExaminer.OfLastLayer(reading) is not { } last) return false;
        if (reading.Trace.After is null) return last is { Factor: < 0, Error: <= Exact };
        if (last.Error > Exact && GradientExaminer.MistakenBy(reading) is { } multiple) return multiple < 0;
        // Who adds the derivative itself goes uphill; who adds something like it means the way down and may have made another mistake.
        if (last is { Factor: > 0, Error: <= Exact } or { Error: > Noise }) return false;
        return reading.Trace.Layers.Sum(layer => Math.Sign(AlongRecorded(layer))) > 0;
    }

    // Up to which relative distance a recorded gradient is a multiple of another, and from which it is like any other array: pure noise
    // fits some factor with an error near 1, a forgotten derivative leaves less. Conventions.
    private const double Exact = 0.01, Noise = 0.9;

    // How far a kernel moved along the gradient that was recorded for it; one that was not recorded says nothing about its sign.
    private static double AlongRecorded(TraceLayer layer) => layer is { WeightsGradient: { } gradient, WeightsAfter: { } after }
        ? layer.Weights.Zip(after, (before, now) => now - before).Zip(gradient, (change, g) => change * g).Values.Sum()
        : 0;

    private static Trace Negated(Trace trace) => trace with
    {
        Layers = [.. trace.Layers.Select(layer =>
            layer with { WeightsGradient = layer.WeightsGradient?.Times(-1), BiasGradient = layer.BiasGradient?.Times(-1) })],
    };

    private static Trace Turned(Trace trace) => trace with
    {
        Layers = [.. trace.Layers.Select(layer => layer with
        {
            Weights = layer.Weights.Transposed(),
            WeightsGradient = layer.WeightsGradient?.Transposed(),
            WeightsAfter = layer.WeightsAfter?.Transposed(),
        })],
        Evaluation = trace.Evaluation is not { } evaluation ? null : evaluation with
        {
            Weights = evaluation.Weights?.Select(Turned).ToList(),
            WeightsAfter = evaluation.WeightsAfter?.Select(Turned).ToList(),
        },
    };

    private static LayerWeights Turned(LayerWeights weights) => weights with { Kernel = weights.Kernel.Transposed() };
}
