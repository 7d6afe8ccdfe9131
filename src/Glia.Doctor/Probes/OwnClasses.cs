using System.Globalization;
using Glia.Checking;
using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Kernels;

namespace Glia.Doctor.Probes;

/// <summary>
/// Layers, activations and a loss of somebody's own: their backward passes are held against differences of their forward passes, on rows of
/// the data (F55). Glia's own are checked by its tests. What cannot be copied can be in no trial, which is said.
/// </summary>
internal sealed class OwnClasses : Probe
{
    // A quotient takes a few forward passes of the layer alone; a mistake shows in a few dozen numbers of an array as in all.
    private const int MostRows = 6, MostNumbers = 48;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Gradients;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        ExperimentSubject subject = examination.Subject;
        if (subject is not { Network: { } network, BuildFailure: null, Train: { } train } || !examination.Facts.Usable) return;
        Sample sample = examination.Facts.Train!.Sample;
        int rows = Math.Min(MostRows, sample.Count);
        var inputs = new Tensor(sample.Inputs, 0, network.InputShape, rows);
        foreach (Layer layer in network.Layers.Where(IsOwn)) Layers(examination, network, layer, inputs);
        if (IsOwn(subject.Loss) && !examination.Has(Faults.LossSignFlipped)) Loss(examination, network, train, sample.Rows[..rows], inputs);
        if (!subject.Pretrained && AnyOwn(subject, network) && Variant.Obstacle(subject) is { } obstacle)
            examination.Undecided(Faults.CannotOverfit, $"Whether it learns was not examined: no copy of it can be tried. {obstacle}");
    }

    private static void Layers(ExperimentExamination examination, Network network, Layer layer, in Tensor inputs)
    {
        GradientReport report = GradientCheck.Of(network, layer, inputs, examination.Subject.Seed, most: MostNumbers);
        string what = $"{layer.Name} ({layer.ClassName})";
        var place = new Where(layer.Name, report.Mismatches is [{ } first, ..] ? first.Array : null, Phases.Backward);
        string prescription = $"Correct the Backward of {layer.ClassName}; GradientCheck.Of(layer, shape) checks it in a test.";
        Judge(examination, report, what, place, prescription);
    }

    private static void Loss(ExperimentExamination examination, Network network, Dataset train, int[] rows, in Tensor inputs)
    {
        var workspace = new Workspace(network, rows.Length, Workers.Single);
        inputs.Values.CopyTo(workspace.Input.Values);
        float[] outputs = workspace.Forward(rows.Length).Values.ToArray();
        Losses.Loss loss = examination.Subject.Loss;
        GradientReport report = GradientCheck.Of(loss, train.Targets.Select(rows), network.OutputShape, outputs, examination.Subject.Seed);
        Judge(examination, report, $"The loss {loss.Name}", new Where(null, "output", Phases.Loss),
            $"Correct the gradient in {loss.GetType().Name}; GradientCheck.Of(loss, targets, output) checks it in a test.");
    }

    private static void Judge(ExperimentExamination examination, GradientReport report, string what, Where place, string prescription)
    {
        if (report.IsRight)
        {
            string compared = report.Compared.ToString(CultureInfo.InvariantCulture);
            examination.Fine(Faults.WrongGradient, $"{compared} gradients of {what} agree with central differences.");
            return;
        }
        if (!report.IsWrong)
        {
            examination.Undecided(Faults.WrongGradient, $"No gradient of {what} could be compared with central differences of float32.");
            return;
        }
        string evidence = $"The backward pass of {what} is not the derivative of its forward pass: {report.FirstFault}";
        (string, double)[] numbers = report.Mismatches is [{ } worst, ..] ? [("expected", worst.Expected), ("found", worst.Found)] : [];
        // What points up or across cannot lower the loss, and memory that is gone is no gradient. What still points down may learn all the
        // same, which the trials see.
        if (report.Broken.Count > 0 || report.Mismatches.Any(mismatch => !(mismatch.Agreement > 0)))
            examination.Report(Faults.WrongGradient.Error(Grade.Strong, place, evidence, prescription, numbers));
        else
            examination.Suspect(Faults.WrongGradient.Warning(Grade.Strong, place, evidence, prescription, numbers));
    }

    private static bool AnyOwn(ExperimentSubject subject, Network network) =>
        network.Layers.Any(IsOwn) || IsOwn(subject.Optimizer) || IsOwn(subject.Schedule)
        || network.Parameters.Any(parameter => IsOwn(parameter.Initializer));

    private static bool IsOwn(Layer layer) =>
        IsOwn((object)layer) || (layer.Activation is { } activation && IsOwn(activation))
        || (layer is Glia.Layers.Activation { Function: var function } && IsOwn(function));

    // Whoever did not write it in the library's assembly did not have its tests.
    private static bool IsOwn(object thing) => thing.GetType().Assembly != typeof(Layer).Assembly;
}
