using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>
/// Follows the owner's gradients from the last layer to the first. At each layer the right gradient is tried first, then what the known
/// mistakes would give; the first that reproduces the recorded numbers is taken for what the code does, and the layers below are judged
/// from there, so that two mistakes in two layers are both named.
/// </summary>
internal sealed class GradientExaminer
{
    private const int MostInputs = 96, FewNumbers = 8;
    private const string NoneOfTheKnown = "it follows none of the known mistakes";

    private readonly Reading _reading;
    private readonly Trace _trace;
    private readonly double[] _tolerances;
    private readonly List<GradientHit> _hits = [];
    private readonly List<int> _right = [];

    private GradientExaminer(Reading reading)
    {
        (_reading, _trace) = (reading, reading.Trace);
        _tolerances = GradientNoise.Tolerances(reading);
    }

    /// <summary>Judges the recorded gradients and reports what is wrong with them.</summary>
    public static void Examine(Reading reading)
    {
        if (GradientReport.Misshapen(reading)) return;
        if (!reading.Trace.Layers.Any(layer => layer.WeightsGradient is not null || layer.BiasGradient is not null))
        {
            reading.Examination.Skipped(Faults.WrongGradient, "no gradients were recorded");
            return;
        }
        if (reading.Loss is null || !reading.Run.Outputs.Values.All(double.IsFinite))
        {
            reading.Examination.Skipped(Faults.WrongGradient, "outputs and targets give no loss to differentiate");
            return;
        }
        if (reading.Trace.Outs == 1 && reading.OutputActivation is SoftmaxActivation)
        {
            reading.Examination.Skipped(Faults.WrongGradient, "softmax over one unit has no slope to compare with");
            return;
        }
        if (GradientReport.NotFinite(reading)) return;
        var examiner = new GradientExaminer(reading);
        examiner.Follow();
        GradientReport.Write(reading, examiner._hits, examiner._right);
    }

    /// <summary>The largest relative distance of a layer's recorded gradient from a multiple of the right one; 1 where nothing can be said.</summary>
    public static double Distance(Reading reading, bool lastLayerOnly = false)
    {
        if (reading.Loss is null || !reading.Run.Outputs.Values.All(double.IsFinite)) return 1;
        double largest = -1;
        Matrix? delta = null;
        for (int l = reading.Trace.Layers.Count; l >= 1; l--)
        {
            delta = (delta is null ? OutputDeltas.Of(reading) : HiddenDeltas.Of(reading, l, delta)).First().Value;
            var layer = new LayerGradients(reading, l, 0);
            if (layer.HasEvidence) largest = Math.Max(largest, layer.Fit(layer.Predict(delta), null, out _));
            if (lastLayerOnly) break;
        }
        return largest < 0 ? 1 : largest;
    }

    /// <summary>What the gradient of the last layer is as a multiple of the right one, and how far it is from one; null where nothing can be said.</summary>
    public static (double Factor, double Error)? OfLastLayer(Reading reading)
    {
        if (reading.Loss is null || !reading.Run.Outputs.Values.All(double.IsFinite)) return null;
        var layer = new LayerGradients(reading, reading.Trace.Layers.Count, 0);
        if (!layer.HasEvidence) return null;
        double error = layer.Fit(layer.Predict(OutputDeltas.Right(reading)), null, out double factor);
        return (factor, error);
    }

    /// <summary>Which rows of a kernel are compared: all of a small one, otherwise those whose inputs vary most.</summary>
    public static int[] Compared(Matrix inputs)
    {
        if (inputs.Columns <= MostInputs) return [.. Enumerable.Range(0, inputs.Columns)];
        var energy = new double[inputs.Columns];
        for (int i = 0; i < inputs.Rows; i++)
            for (int j = 0; j < inputs.Columns; j++) energy[j] += inputs[i, j] * inputs[i, j];
        return [.. Enumerable.Range(0, inputs.Columns).OrderByDescending(j => energy[j]).Take(MostInputs).Order()];
    }

    private void Follow()
    {
        Matrix? above = null;
        double factor = double.NaN;
        for (int l = _trace.Layers.Count; l >= 1; l--)
        {
            var suspects = (above is null ? OutputDeltas.Of(_reading) : HiddenDeltas.Of(_reading, l, above)).ToList();
            var layer = new LayerGradients(_reading, l, _tolerances[l]);
            var delta = layer.HasEvidence ? Judge(layer, suspects, ref factor) : suspects[0].Value;
            if (above is null && !double.IsNaN(factor))
            {
                // From here on the owner's own scale is used, because some mistakes are not proportional to it.
                _reading.GradientFactor = factor;
                delta = delta.Times(factor);
                factor = 1;
            }
            delta = JudgeBias(layer, delta, suspects, double.IsNaN(factor) ? null : factor);
            above = delta;
        }
    }

    private Matrix Judge(LayerGradients layer, List<Suspect> suspects, ref double factor)
    {
        var right = layer.Predict(suspects[0].Value);
        if (layer.Negligible(right) || layer.Tolerance > 0.1)
        {
            _reading.Examination.Skipped(Faults.WrongGradient, $"{layer.Name}: the gradient is lost in rounding");
            return suspects[0].Value;
        }
        double rightError = layer.Fit(right, double.IsNaN(factor) ? null : factor, out double fitted);
        if (layer.IsZero)
        {
            _hits.Add(new(layer.Number, layer.Name, Faults.BlockedPath, $"no gradient arrives: {layer.Name} is exactly zero where the loss has slope", 1, Grade.Strong));
            return suspects[0].Value;
        }
        // Up to a factor of its own, the first suspects (right, and right at the kink) are right.
        foreach (var suspect in suspects.TakeWhile(one => one.Fault is null))
        {
            var predicted = layer.Predict(suspect.Value);
            double error = layer.Fit(predicted, double.IsNaN(factor) ? null : factor, out fitted);
            double? given = double.IsNaN(factor) ? null : factor;
            if (error > layer.Tolerance && !layer.ExplainedByPenalty(predicted, given, out fitted) && !layer.ExplainedByClipping(predicted, given, out fitted)
                && !(layer.ExplainedByPenalty(predicted, null, out fitted, least: 64) && Math.Abs(fitted / factor - 1) < 0.02)) continue;
            if (double.IsNaN(factor) && (_trace.Loss is not null || _reading.Factor is not null) && Divisors.Match(Math.Abs(fitted), _trace.Rows, _trace.Outs) is null && FindUsual(layer, suspects) is { } unusual) return Take(layer, unusual, 1, ref factor);
            if (double.IsNaN(factor) && layer.Size < FewNumbers && Divisors.Match(Math.Abs(fitted), _trace.Rows, _trace.Outs) is null
                && UsualForm(layer, suspect.Value, out double ofForm) is { } form)
            {
                factor = ofForm;
                // At the scale of the mistake: any other number is a multiple of what is right.
                _hits.Add(new(layer.Number, layer.Name, form.Fault!, form.Says, layer.Fit(right, ofForm, out _), Grade.Strong));
                return suspect.Value;
            }
            if (double.IsNaN(factor)) factor = fitted;
            _right.Add(layer.Number);
            return suspect.Value;
        }
        // A mask that lost its factor is that, and no factor of unknown origin.
        double scale = factor;
        if (!double.IsNaN(factor) && layer.Number < _trace.Layers.Count && _reading.Masks[layer.Number - 1] is not null && suspects.Find(one => one.Fault is not null && Fits(layer, one, scale, out _)) is { Fault: not null } masked)
            return Take(layer, masked, rightError, ref factor);
        if (!double.IsNaN(factor) && layer.Fit(right, null, out fitted) <= layer.Tolerance && layer.Size >= 4 && Math.Abs(fitted) > 1e-12 && Math.Abs(fitted / factor - 1) > 1e-3)
            return TakeScaled(layer, suspects[0].Value, fitted / factor);
        foreach (var form in layer.KernelForms(suspects[0].Value))
            if (layer.Fit(form.Value, double.IsNaN(factor) ? null : factor, out fitted) <= layer.Tolerance && (layer.Size >= 4 || double.IsFinite(factor)))
            {
                if (double.IsNaN(factor)) factor = fitted;
                _hits.Add(new(layer.Number, layer.Name, form.Fault!, form.Says, rightError, Grade.Strong));
                return suspects[0].Value;
            }
        if (Explain(layer, suspects, factor) is { } found) return Take(layer, found, rightError, ref factor);
        return Unexplained(layer, suspects[0].Value, rightError, ref factor);
    }

    // So few numbers fit some multiple of almost anything: a usual multiple of a known mistake is more likely than an odd one of what is right.
    private Suspect? UsualForm(LayerGradients layer, Matrix delta, out double factor)
    {
        factor = double.NaN;
        foreach (var form in layer.KernelForms(delta))
            if (layer.Fit(form.Value, null, out factor) <= layer.Tolerance && factor > 0 && Divisors.Match(factor, _trace.Rows, _trace.Outs) is not null) return form;
        return null;
    }

    private Suspect? Explain(LayerGradients layer, List<Suspect> suspects, double factor)
    {
        if (!double.IsNaN(factor))
            foreach (var suspect in suspects)
                if (suspect.Fault is not null && Fits(layer, suspect, factor, out _)) return suspect;
        if (double.IsNaN(factor) && FindUsual(layer, suspects) is { } usual) return usual;
        if (layer.Size < 4) return null;
        foreach (var suspect in suspects)
            if (suspect.Fault is not null && Fits(layer, suspect, null, out double fitted) && fitted > 0) return suspect with { Value = double.IsNaN(factor) ? suspect.Value : suspect.Value.Times(fitted / factor) };
        return null;
    }

    private Suspect? FindUsual(LayerGradients layer, List<Suspect> suspects)
    {
        foreach (var suspect in suspects)
            if (suspect.Fault is not null && Fits(layer, suspect, null, out double fitted) && fitted > 0 && Divisors.Match(fitted, _trace.Rows, _trace.Outs) is not null) return suspect;
        return null;
    }

    // A mistake and a penalty together would fit much, so one that nobody stated needs many numbers.
    private static bool Fits(LayerGradients layer, Suspect suspect, double? factor, out double fitted)
    {
        var predicted = layer.Predict(suspect.Value);
        return layer.Fit(predicted, factor, out fitted) <= layer.Tolerance || layer.ExplainedByPenalty(predicted, factor, out fitted, least: 64);
    }

    private Matrix Take(LayerGradients layer, Suspect suspect, double error, ref double factor)
    {
        if (double.IsNaN(factor)) layer.Fit(layer.Predict(suspect.Value), null, out factor);
        bool harmless = suspect.Fault == Faults.RegressionLossForClasses || (suspect.Fault == Faults.BinaryLossForClasses && suspect.Says.Contains("through", StringComparison.Ordinal));
        // Weights of one step later differ by the rate times a gradient: far below what the next batch changes about the direction. Convention.
        bool slight = suspect.Fault == Faults.UpdatedBeforeUse && error < 0.02;
        _hits.Add(new(layer.Number, layer.Name, suspect.Fault!, suspect.Says, error, layer.Size >= 8 ? Grade.Strong : Grade.Likely)
        {
            Severity = harmless || slight ? Severity.Warning : Severity.Error,
            Detail = layer.Number < _trace.Layers.Count && suspect.Fault == Faults.WrongReluMask ? MaskCount(layer.Number, suspect.Value) : "",
        });
        return suspect.Value;
    }

    private Matrix TakeScaled(LayerGradients layer, Matrix delta, double ratio)
    {
        string name = Divisors.Name(ratio, _trace.Rows, _trace.Outs);
        bool reduction = name.Contains("batch size", StringComparison.Ordinal);
        if (layer.ClippedTo(_trace.ClipNorm)) _right.Add(layer.Number);
        else _hits.Add(new(layer.Number, layer.Name, reduction ? Faults.WrongReduction : Faults.WrongGradient, $"it is multiplied by {name}, unlike the layers above", Math.Abs(ratio - 1), Grade.Strong));
        // Whether the layers below inherit the factor shows there: right at scale 1, or scaled once more.
        return delta;
    }

    private Matrix Unexplained(LayerGradients layer, Matrix right, double error, ref double factor)
    {
        double fittedError = layer.Fit(layer.Predict(right), null, out double fitted);
        if (double.IsNaN(factor)) factor = Divisors.Usual(_trace.Rows, _trace.Outs).Select(one => one.Factor).OrderBy(one => layer.Fit(layer.Predict(right), one, out _)).First();
        if (layer.ContainsOtherSamples())
        {
            _hits.Add(new(layer.Number, layer.Name, Faults.GradientsAccumulated, "it holds gradient that no row of this batch can give: gradients of earlier batches are still in the sum", error, Grade.Strong));
            return right;
        }
        bool last = layer.Number == _trace.Layers.Count;
        // The mistakes at the last layer are few and known; what follows none of them there has something of other batches in it.
        if ((last && _trace.Rows > 1 && error > 0.02 && _reading.OutputsReproduced != false && (fittedError > 0.02 || fitted > 0)) || (!last && _hits.Exists(hit => hit.Fault == Faults.GradientsAccumulated)))
            _hits.Add(new(layer.Number, layer.Name, Faults.GradientsAccumulated, "it is not the gradient of this batch alone, as if earlier batches were still in the sum", error, Grade.Likely));
        else
            _hits.Add(new(layer.Number, layer.Name, Faults.WrongGradient, NoneOfTheKnown, error, error > 0.01 ? Grade.Likely : Grade.Weak) { Severity = error > 0.01 ? Severity.Error : Severity.Warning });
        return layer.Recover() is { } recovered ? recovered.Times(1 / factor) : right;
    }

    // At a kink both sides are right, and a row whose inputs are all zero shows the side only in the bias.
    private Matrix JudgeBias(LayerGradients layer, Matrix delta, List<Suspect> suspects, double? factor)
    {
        // What is wrong in a kernel without a name for it is wrong in its bias as well.
        if (!layer.KernelIsEvidence || _hits.Exists(hit => hit.Layer == layer.Number && (hit.Fault == Faults.GradientsAccumulated || hit.Says == NoneOfTheKnown))) return delta;
        if (BiasGradient.Judge(_reading, layer, delta, factor ?? double.NaN) is not { } hit) return delta;
        if (_right.Contains(layer.Number) && layer.Number < _trace.Layers.Count)
            foreach (var other in suspects.TakeWhile(one => one.Fault is null))
                if (BiasGradient.Judge(_reading, layer, other.Value, factor ?? double.NaN) is null) return other.Value;
        _hits.Add(hit);
        return delta;
    }

    private string MaskCount(int l, Matrix used)
    {
        var z = _reading.Run.Z[l];
        int on = z.Values.Count(value => value > 0), stopped = 0, leaked = 0;
        for (int i = 0; i < z.Values.Length; i++)
        {
            if (z.Values[i] > 0 && used.Values[i] == 0) stopped++;
            if (z.Values[i] < 0 && used.Values[i] != 0) leaked++;
        }
        return $"; of the {Words.Count(on, "entry").Replace("entrys", "entries", StringComparison.Ordinal)} of layer {l} with z > 0, {stopped} receive nothing, and {leaked} of the {z.Values.Length - on} that are off receive gradient";
    }
}
