using Glia.Data;
using Glia.Experiments;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Schedules;
using Glia.Training;

namespace Glia.Doctor;

/// <summary>
/// All that is known about an experiment before it runs: data, network, loss, optimizer and settings. Something in it may be missing
/// because the experiment contradicts itself; then <see cref="BuildFailure"/> says what the library said. No examination changes it.
/// </summary>
public sealed partial record ExperimentSubject
{
    /// <summary>What to call it: a file name or a person's words.</summary>
    public required string Name { get; init; }

    /// <summary>The layers in order, known even where they do not make a network.</summary>
    public required IReadOnlyList<Layer> Layers { get; init; }

    /// <summary>What is minimised, as it was asked for.</summary>
    public required Loss Loss { get; init; }

    /// <summary>How weights follow the gradient.</summary>
    public required Optimizer Optimizer { get; init; }

    /// <summary>How the learning rate changes.</summary>
    public Schedule Schedule { get; init; } = new ConstantRate();

    /// <summary>Batches, epochs, order of the rows, and the validation and test parts.</summary>
    public FitOptions Options { get; init; } = new();

    /// <summary>Where random numbers come from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What the network trains on, scaled and encoded; null if it could not be prepared.</summary>
    public Dataset? Train { get; init; }

    /// <summary>What decides about the best epoch; null if there is none.</summary>
    public Dataset? Validation => Options.Validation;

    /// <summary>What is only reported; null if there is none.</summary>
    public Dataset? Test => Options.Test;

    /// <summary>The data as they were loaded, before splitting, scaling and encoding; null if unknown.</summary>
    public LoadedData? Raw { get; init; }

    /// <summary>The network with its first weights; null if it could not be built.</summary>
    public Network? Network { get; init; }

    /// <summary>Why data, network and loss do not make a run; null if they do.</summary>
    public GliaException? BuildFailure { get; init; }

    /// <summary>The experiment file it came from, if it did.</summary>
    public Experiment? Experiment { get; init; }

    /// <summary>Whether the held-back parts are the last rows of the file rather than rows drawn by chance.</summary>
    public bool PositionalSplit { get; init; }

    /// <summary>Whether the weights were trained before, so that a frozen layer is no mistake.</summary>
    public bool Pretrained { get; init; }
}
