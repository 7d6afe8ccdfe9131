using Glia.Doctor.Findings;
using Glia.Doctor.Mistakes;
using Glia.Doctor.Reference;
using Mistake = Glia.Doctor.Mistakes.Hypothesis<Glia.Doctor.Mistakes.LayerStep>;

namespace Glia.Doctor.Traces;

/// <summary>
/// Follows the owner's gradients from the last layer to the first. At each layer the right gradient is tried first, then what the known
/// mistakes would give; the first that reproduces the recorded numbers is taken for what the code does, and the layers below are judged
/// from there, so that two mistakes in two layers are both named.
/// </summary>
internal sealed class GradientExaminer
{
    // So few numbers fit some multiple of almost anything; fewer than four fit a multiple of a mistake by chance. With many a mistake and a
    // penalty that nobody stated can be told from each other. Conventions.
    private const int FewNumbers = 8, FewestForScale = 4, ManyNumbers = 64;

    // A direction this near to the gradient, at an angle of six degrees, goes downhill nearly as steeply, by 1 - 0.1 * 0.1 / 2. Derived.
    private const double NearlyDownhill = 0.1;

    private readonly Reading _reading;
    private readonly Trace _trace;
    private readonly double[] _tolerances;
    private readonly List<GradientHit> _hits = [];
    private readonly List<int> _right = [];

    // What could not be read.
    private readonly List<Judgement> _open = [];

    // What the owner multiplies with, once the last layer has shown it; 1 below it, where the owner's own numbers are followed.
    private double? _factor;

    // A layer of which nothing is understood; of its bias nothing need be said.
    private int _unexplained;

    private GradientExaminer(Reading reading)
    {
        (_reading, _trace) = (reading, reading.Trace);
        _tolerances = GradientNoise.Tolerances(reading);
    }

    /// <summary>Reads the recorded gradients: as they should be, or by the mistakes that give them.</summary>
    public static IEnumerable<Judgement> Examine(Reading reading)
    {
        if (reading.Trace.Layers.Any(layer => layer.MisshapenGradient is not null))
        {
            reading.GradientsRight = false;
            return [];
        }
        if (WhyNot(reading) is { } reason) return [Judgement.Skipped(Faults.WrongGradient, reason)];
        if (NotFinite.Gradients(reading.Trace.Layers) is not null) return [];
        var examiner = new GradientExaminer(reading);
        examiner.Follow();
        return [.. examiner._open, .. GradientReport.Of(reading, examiner._hits, examiner._right)];
    }

    /// <summary>Whether every recorded gradient is right or follows from a known mistake, and one does.</summary>
    public static bool IsExplained(Reading reading)
    {
        if (WhyNot(reading) is not null || NotFinite.Gradients(reading.Trace.Layers) is not null) return false;
        var examiner = new GradientExaminer(reading);
        examiner.Follow();
        return examiner._unexplained == 0 && examiner._hits.Count > 0;
    }

    private static string? WhyNot(Reading reading)
    {
        if (!reading.Trace.Layers.Any(layer => layer.WeightsGradient is not null || layer.BiasGradient is not null))
            return "no gradients were recorded";
        if (!HasLoss(reading)) return "outputs and targets give no loss to differentiate";
        return reading.Trace.Outs == 1 && reading.OutputActivation is SoftmaxActivation
            ? "softmax over one unit has no slope to compare with" : null;
    }

    /// <summary>
    /// The largest relative distance of a layer's recorded gradient from a multiple of the right one; 1 where nothing can be said.
    /// </summary>
    public static double Distance(Reading reading, bool lastLayerOnly = false)
    {
        if (!HasLoss(reading)) return 1;
        double largest = -1;
        Matrix? delta = null;
        for (int l = reading.Trace.Layers.Count; l >= 1; l--)
        {
            var layer = new LayerGradients(reading, l, 0);
            delta = layer.Step(delta).Right;
            if (layer.HasEvidence) largest = Math.Max(largest, layer.Record.Error(layer.Predict(delta)));
            if (lastLayerOnly) break;
        }
        return largest < 0 ? 1 : largest;
    }

    /// <summary>
    /// What the gradient of the last layer is as a multiple of the right one, and how far it is from one; null where nothing can be said.
    /// </summary>
    public static (double Factor, double Error)? OfLastLayer(Reading reading)
    {
        if (!HasLoss(reading)) return null;
        var layer = new LayerGradients(reading, reading.Trace.Layers.Count, 0);
        if (!layer.HasEvidence) return null;
        var right = layer.Predict(Backward.OfOutput(reading));
        return (layer.Record.Multiple(right), layer.Record.Error(right));
    }

    /// <summary>
    /// The multiple with which some known mistake explains the gradient of the last layer; null where none does, or where so few numbers
    /// would fit many. It is below zero where the owner's gradient points downhill.
    /// </summary>
    public static double? MistakenBy(Reading reading)
    {
        if (!HasLoss(reading)) return null;
        int last = reading.Trace.Layers.Count;
        var layer = new LayerGradients(reading, last, GradientNoise.Tolerances(reading)[last]);
        if (!layer.HasEvidence || layer.Size < FewNumbers || layer.IsZero) return null;
        var step = layer.Step(null);
        var predictions = GradientMistakes.OfOutput(reading).Where(mistake => mistake.Fault is not null)
            .Select(mistake => mistake.Predict(step) is { } delta ? layer.Predict(delta) : null)
            .Concat(layer.IsBias ? [] : GradientMistakes.OfKernel(reading, last).Select(mistake => mistake.Predict(step)));
        foreach (var predicted in predictions)
            if (predicted is not null && layer.Record.By(predicted, Freedoms.Scale) is { } fit && fit.Scale != 0) return fit.Scale;
        return null;
    }

    private static bool HasLoss(Reading reading) => reading.Loss is not null && reading.Run.Outputs.Values.All(double.IsFinite);

    private bool IsLast(LayerGradients layer) => layer.Number == _trace.Layers.Count;

    private void Follow()
    {
        Matrix? above = null;
        for (int l = _trace.Layers.Count; l >= 1; l--)
        {
            var layer = new LayerGradients(_reading, l, _tolerances[l]);
            var step = layer.Step(above);
            Mistake[] hypotheses = [.. above is null ? GradientMistakes.OfOutput(_reading) : GradientMistakes.OfHidden(_reading, l)];
            var delta = layer.HasEvidence ? Judge(layer, step, hypotheses) : step.Right;
            if (above is null && _factor is { } factor)
            {
                // From here on the owner's own scale is used, because some mistakes are not proportional to it.
                _reading.GradientFactor = factor;
                delta = delta.Times(factor);
                _factor = 1;
            }
            above = JudgeBias(layer, step, delta, hypotheses);
        }
    }

    private Matrix Judge(LayerGradients layer, LayerStep step, Mistake[] hypotheses)
    {
        var right = layer.Predict(step.Right);
        if (layer.Negligible(right) || layer.Tolerance > 0.1)
        {
            _open.Add(Judgement.Skipped(Faults.WrongGradient, $"{Name(layer)}: the gradient is lost in rounding"));
            return step.Right;
        }
        if (layer.IsZero)
        {
            string sentence = $"no gradient arrives: {Name(layer)} is exactly zero where the loss has slope";
            _hits.Add(new(layer.Number, layer.IsBias, Faults.BlockedPath, sentence, 1, Grade.Strong)
            {
                Slip = Slip.Still(layer.Number, layer.IsBias),
            });
            return step.Right;
        }
        var tried = new Candidates(layer, step, hypotheses);
        // Right, or right at the other side of a kink.
        foreach (var way in tried.Right())
            if (TakeRight(layer, step, way, right, tried) is { } delta) return delta;
        double error = layer.Record.Error(right, _factor), multiple = layer.Record.Multiple(right);
        // A mask that lost its factor is that, and no factor of unknown origin.
        if (_factor is not null && !IsLast(layer) && step.Mask is not null && AtScale(layer, tried) is { } masked)
            return Take(layer, masked, tried, error);
        if (_factor is { } factor && layer.Size >= FewestForScale && layer.Record.Error(right) <= layer.Tolerance
            && Math.Abs(multiple) > 1e-12 && Math.Abs((multiple / factor) - 1) > 1e-3)
        {
            // Of one row and one unit above a derivative that is left out looks like a factor, and no usual one.
            return !IsUsual(multiple / factor) && AtScale(layer, tried) is { } exact ? Take(layer, exact, tried, error)
                : TakeScaled(layer, step.Right, multiple / factor);
        }
        foreach (var mistake in layer.IsBias ? GradientMistakes.OfBias(_reading, layer.Number)
            : GradientMistakes.OfKernel(_reading, layer.Number))
        {
            bool isOpen = _factor is null && (layer.IsBias || layer.Size < FewestForScale);
            if (isOpen || mistake.Predict(step) is not { } predicted) continue;
            if (layer.Record.By(predicted, Freedoms.Scale, _factor) is not { } fit) continue;
            TakeForm(layer, mistake, fit.Scale, error, tried);
            return step.Right;
        }
        if (Mistaken(layer, tried) is { } found) return Take(layer, found, tried, error);
        return Unexplained(layer, step.Right, right, error);
    }

    private Matrix? TakeRight(LayerGradients layer, LayerStep step, Candidate way, Matrix right, Candidates tried)
    {
        var fit = layer.Record.By(way.Numbers, Freedoms.Scale | Freedoms.Penalty | Freedoms.Clip, _factor);
        // With a penalty of its own and many numbers the scale shows anew, a little off.
        if (fit is null && _factor is { } above
            && layer.Record.By(way.Numbers, Freedoms.Scale | Freedoms.Penalty, null, ManyNumbers) is { } near
            && Math.Abs((near.Scale / above) - 1) < 0.02)
            fit = near;
        if (fit is not { } taken) return null;
        // An odd multiple of what is right may be a usual multiple of a mistake.
        if (_factor is null && !IsUsual(taken.Scale))
        {
            if ((_trace.Loss is not null || _reading.Factor is not null) && Usual(layer, tried) is { } unusual)
                return Take(layer, unusual, tried, 1);
            if (layer.Size < FewNumbers && UsualForm(layer, step) is { } form)
            {
                TakeForm(layer, form.Mistake, form.Scale, layer.Record.Error(right, form.Scale), tried);
                return way.Delta;
            }
        }
        _factor ??= taken.Scale;
        layer.Note(taken, way.Numbers);
        _right.Add(layer.Number);
        return way.Delta;
    }

    private bool IsUsual(double scale) => Divisors.Match(Math.Abs(scale), _trace.Rows, _trace.Outs) is not null;

    private (Mistake Mistake, double Scale)? UsualForm(LayerGradients layer, LayerStep step)
    {
        if (layer.IsBias) return null;
        foreach (var mistake in GradientMistakes.OfKernel(_reading, layer.Number))
            if (mistake.Predict(step) is { } predicted && layer.Record.By(predicted, Freedoms.Scale) is { Scale: > 0 } fit
                && IsUsual(fit.Scale))
                return (mistake, fit.Scale);
        return null;
    }

    // The mistake that explains the record: at the known scale, at a usual one, or with numbers enough at any.
    private Candidate? Mistaken(LayerGradients layer, Candidates tried)
    {
        if ((_factor is null ? Usual(layer, tried) : AtScale(layer, tried)) is { } found) return found;
        if (layer.Size < FewestForScale) return null;
        foreach (var one in tried.Mistakes())
            if (Fits(layer, one, null) is { Scale: > 0 } fit)
                return one with { Fit = fit, Delta = one.Delta.Times(_factor is { } factor ? fit.Scale / factor : 1) };
        return null;
    }

    private Candidate? AtScale(LayerGradients layer, Candidates tried)
    {
        foreach (var one in tried.Mistakes())
            if (Fits(layer, one, _factor) is { } fit) return one with { Fit = fit };
        return null;
    }

    private Candidate? Usual(LayerGradients layer, Candidates tried)
    {
        foreach (var one in tried.Mistakes())
            if (Fits(layer, one, null) is { Scale: > 0 } fit && IsUsual(fit.Scale)) return one with { Fit = fit };
        return null;
    }

    // A mistake and a penalty together would fit much, so one that nobody stated needs many numbers.
    private static Fit? Fits(LayerGradients layer, Candidate one, double? scale) =>
        layer.Record.By(one.Numbers, Freedoms.Scale | Freedoms.Penalty, scale, ManyNumbers);

    private Matrix Take(LayerGradients layer, Candidate one, Candidates tried, double error)
    {
        var grade = GradeOf(layer, one.Fit.Decay != 0, tried);
        _factor ??= one.Fit.Scale;
        layer.Note(one.Fit, one.Numbers);
        Hit(layer, one.Mistake.Fault!, GradientHit.Read(one.Mistake), error, grade, one.Mistake, detail: MaskCount(layer.Number, one));
        return one.Delta;
    }

    private void TakeForm(LayerGradients layer, Mistake form, double scale, double error, Candidates tried)
    {
        var grade = GradeOf(layer, penalised: false, tried);
        _factor ??= scale;
        Hit(layer, form.Fault!, GradientHit.Read(form), error, grade, form, layer.IsBias ? SlipOf.Bias : SlipOf.Kernel);
    }

    private Grade GradeOf(LayerGradients layer, bool penalised, Candidates tried) =>
        layer.Record.GradeOf(tried.Count,
            (_factor is null ? Freedoms.Scale : Freedoms.None) | (penalised ? Freedoms.Penalty : Freedoms.None));

    private void Hit(LayerGradients layer, Fault fault, string sentence, double error, Grade grade, Mistake? mistake = null,
        SlipOf of = SlipOf.PreActivations, string detail = "") =>
        _hits.Add(new(layer.Number, layer.IsBias, fault, sentence, error, grade)
        {
            Slip = mistake is null ? null : new(layer.Number, mistake, of),
            Severity = error < mistake?.HarmlessUpTo ? Severity.Warning : mistake?.Severity ?? Severity.Error,
            Detail = detail,
        });

    private static string Name(LayerGradients layer) => $"grad_{(layer.IsBias ? "b" : "w")}{layer.Number}";

    private Matrix TakeScaled(LayerGradients layer, Matrix delta, double ratio)
    {
        int rows = _trace.Rows;
        bool byRows = rows > 1 && (Divisors.Are(ratio, rows) || Divisors.Are(ratio, 1.0 / rows));
        if (layer.ClippedTo(_trace.ClipNorm)) _right.Add(layer.Number);
        else
        {
            // A layer with a rate of its own: copies of the step show what that costs.
            var scaled = new Mistake(byRows ? Faults.WrongReduction : Faults.WrongGradient,
                $"it is multiplied by {Divisors.Name(ratio, rows, _trace.Outs)}, unlike the layers above",
                step => (layer.IsBias ? step.Delta.SumOfRows() : step.Kernel(step.Inputs, step.Delta)).Times(ratio));
            Hit(layer, scaled.Fault!, scaled.Says, Math.Abs(ratio - 1), Grade.Strong, scaled, layer.IsBias ? SlipOf.Bias : SlipOf.Kernel);
        }
        // Whether the layers below inherit the factor shows there: right at scale 1, or scaled once more.
        return delta;
    }

    private Matrix Unexplained(LayerGradients layer, Matrix delta, Matrix right, double error)
    {
        double nearest = layer.Record.Error(right), multiple = layer.Record.Multiple(right);
        bool lossIsUnknown = IsLast(layer) && _trace is { Loss: null, LossValue: not null } && _reading is { Factor: null, Printed: null };
        _factor ??= Divisors.Usual(_trace.Rows, _trace.Outs).Select(one => one.Factor).MinBy(one => layer.Record.Error(right, one));
        _unexplained = layer.Number;
        // Before the first step there is nothing that could have piled up.
        bool isFirstStep = _trace.Step == 0;
        if (!isFirstStep && layer.ContainsOtherSamples())
        {
            Hit(layer, Faults.GradientsAccumulated,
                "it holds gradient that no row of this batch can give: gradients of earlier batches are still in the sum", error,
                Grade.Strong);
            return delta;
        }
        if (lossIsUnknown)
        {
            // One loss that the doctor does not know is likelier than two mistakes that it does not know.
            _open.Add(Judgement.Undecided(Faults.WrongGradient,
                $"loss_value is no form of a loss that is known, and {Name(layer)} the derivative of none: state the loss"));
            return layer.Recover()?.Times(1 / _factor.Value) ?? delta;
        }
        // The mistakes at the last layer are few and known; what follows none of them there has something of other batches in it.
        bool foreign = IsLast(layer)
            ? _trace.Rows > 1 && error > 0.02 && _reading.OutputsReproduced != false && (nearest > 0.02 || multiple > 0)
            : _hits.Exists(hit => hit.Fault == Faults.GradientsAccumulated);
        if (foreign && !isFirstStep)
            Hit(layer, Faults.GradientsAccumulated,
                "it is not the gradient of this batch alone, as if earlier batches were still in the sum", error, Grade.Likely);
        else
            _hits.Add(new(layer.Number, layer.IsBias, Faults.WrongGradient, "it follows none of the known mistakes", error,
                error > 0.01 ? Grade.Likely : Grade.Weak)
            {
                Severity = nearest > NearlyDownhill || multiple <= 0 ? Severity.Error : Severity.Warning,
            });
        return layer.Recover() is { } recovered ? recovered.Times(1 / _factor.Value) : delta;
    }

    private Matrix JudgeBias(LayerGradients layer, LayerStep step, Matrix delta, Mistake[] hypotheses)
    {
        // What is wrong in a kernel without a name for it is wrong in its bias as well.
        if (layer.IsBias || _factor is not { } factor || _unexplained == layer.Number) return delta;
        if (BiasGradient.Judge(layer, step, delta.Times(factor)) is not { } hit) return delta;
        // At a kink both sides are right, and a row whose inputs are all zero shows the side only in the bias.
        if (_right.Contains(layer.Number) && !IsLast(layer))
            foreach (var way in hypotheses.TakeWhile(one => one.Fault is null))
                if (way.Predict(step) is { } other && BiasGradient.Judge(layer, step, other.Times(factor)) is null) return other;
        _hits.Add(hit);
        return delta;
    }

    private string MaskCount(int layer, Candidate one)
    {
        if (layer == _trace.Layers.Count || one.Mistake.Fault != Faults.WrongReluMask) return "";
        var z = _reading.Run.Z[layer];
        int on = z.Values.Count(value => value > 0), stopped = 0, leaked = 0;
        for (int i = 0; i < z.Values.Length; i++)
        {
            if (z.Values[i] > 0 && one.Delta.Values[i] == 0) stopped++;
            if (z.Values[i] < 0 && one.Delta.Values[i] != 0) leaked++;
        }
        return $"; of the {on} {(on == 1 ? "entry" : "entries")} of layer {layer} with z > 0, {stopped} receive nothing, " +
            $"and {leaked} of the {z.Values.Length - on} that are off receive gradient";
    }

    // A hypothesis with what it predicts.
    private sealed record Candidate(Mistake Mistake, Matrix Delta, Matrix Numbers)
    {
        public Fit Fit { get; init; }
    }

    // Predicts each hypothesis when its turn comes, and once.
    private sealed class Candidates(LayerGradients layer, LayerStep step, Mistake[] hypotheses)
    {
        private readonly Candidate?[] _known = new Candidate?[hypotheses.Length];

        public int Count => hypotheses.Length;

        public IEnumerable<Candidate> Right() => All().TakeWhile(one => one.Mistake.Fault is null);

        public IEnumerable<Candidate> Mistakes() => All().SkipWhile(one => one.Mistake.Fault is null);

        private IEnumerable<Candidate> All()
        {
            for (int i = 0; i < hypotheses.Length; i++)
                if ((_known[i] ??= hypotheses[i].Predict(step) is { } delta ? new(hypotheses[i], delta, layer.Predict(delta))
                    : null) is { } one)
                    yield return one;
        }
    }
}
