using Glia.Checking;
using Glia.Doctor.Trials;
using Glia.Kernels;
using Glia.Losses;

namespace Glia.Doctor.Facts;

/// <summary>The classes of an experiment that somebody wrote, and checks of their gradients on rows of the data.</summary>
internal sealed class OwnClasses
{
    // A quotient takes a few forward passes of the layer alone; a mistake shows in a few dozen numbers of an array as in all.
    private const int MostRows = 6, MostNumbers = 48;

    private readonly ExperimentSubject _subject;
    private readonly Network _network;
    private readonly Sample _sample;
    private readonly int _rows;

    private OwnClasses(ExperimentSubject subject, Network network, Sample sample)
    {
        (_subject, _network, _sample) = (subject, network, sample);
        _rows = Math.Min(MostRows, sample.Count);
    }

    /// <summary>Those of an experiment; null where it does not run on its data.</summary>
    public static OwnClasses? Of(ExperimentFacts facts) =>
        facts is { Usable: true, Train: { } train, Subject: { Network: { } network, BuildFailure: null } subject }
            ? new OwnClasses(subject, network, train.Sample) : null;

    /// <summary>The layers with a Backward, or an activation, of somebody's own.</summary>
    public IEnumerable<Layer> Layers => _network.Layers.Where(layer => IsOwn(layer) || (layer.Function is { } function && IsOwn(function)));

    /// <summary>The loss, if it is somebody's own.</summary>
    public Loss? Loss => IsOwn(_subject.Loss) ? _subject.Loss : null;

    /// <summary>Why no copy of the experiment can be made because of them; null where it can, or where none is needed.</summary>
    public string? Obstacle => !_subject.Pretrained && Any ? Variant.Obstacle(_subject) : null;

    private bool Any => Layers.Any() || IsOwn(_subject.Optimizer) || IsOwn(_subject.Schedule)
        || _network.Parameters.Any(parameter => IsOwn(parameter.Initializer));

    private Tensor Inputs => new(_sample.Inputs, 0, _network.InputShape, _rows);

    /// <summary>Holds a layer's backward pass against differences of its forward pass.</summary>
    public GradientReport Check(Layer layer) => GradientCheck.Of(_network, layer, Inputs, _subject.Seed, most: MostNumbers);

    /// <summary>Holds a loss' gradient against differences of the loss.</summary>
    public GradientReport Check(Loss loss)
    {
        var workspace = new Workspace(_network, _rows, Workers.Single);
        Inputs.Values.CopyTo(workspace.Input.Values);
        float[] outputs = workspace.Forward(_rows).Values.ToArray();
        Data.Targets targets = _subject.Train!.Targets.Select(_sample.Rows.AsSpan(0, _rows));
        return GradientCheck.Of(loss, targets, _network.OutputShape, outputs, _subject.Seed);
    }

    // Whoever did not write it in the library's assembly did not have its tests.
    private static bool IsOwn(object thing) => thing.GetType().Assembly != typeof(Layer).Assembly;
}
