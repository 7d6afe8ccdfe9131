using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Files;
using Glia.Programs.Frameworks;
using Glia.Programs.Reading;
using Glia.Programs.Tapes;

namespace Glia.Programs;

/// <summary>What was understood of a program that was run.</summary>
/// <param name="Program">Its file.</param>
/// <param name="Understood">What was understood, in words: <c>2 layers, 2-4-1</c>.</param>
/// <param name="Traces">The recorded steps as traces, the first step first: docs/trace.md.</param>
/// <param name="Output">What the program wrote.</param>
public sealed record RecordedProgram(string Program, string Understood,
    IReadOnlyList<IReadOnlyDictionary<string, NdArray>> Traces, string Output)
{
    /// <summary>The experiment that the program is, where a library trains its network; null where the traces say it all.</summary>
    internal ReadExperiment? Experiment { get; init; }

    /// <summary>What is certain of a program whose network a library trains and Glia has no counterpart of; else nothing.</summary>
    internal IReadOnlyList<Finding> Seen { get; init; } = [];

    /// <summary>Its units with a threshold, where it has such; else none.</summary>
    internal IReadOnlyList<ThresholdUnit> Thresholds { get; init; } = [];

    /// <summary>The trace that says most: of the step that an evaluation follows, else of the first.</summary>
    public IReadOnlyDictionary<string, NdArray> Arrays => Traces[^1];

    /// <summary>Writes <see cref="Arrays"/> as a trace.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <exception cref="GliaException">It cannot be written, or there is no step that a trace could hold.</exception>
    public void Write(string path)
    {
        if (Thresholds.Count > 0)
            throw new GliaException($"Nothing was written to {path}: a perceptron with a threshold has no gradients, and so no trace; " +
                $"glia doctor {Program} examines it.");
        if (Traces.Count == 0)
            throw new GliaException($"Nothing was written to {path}: {Path.GetFileName(Program)} leaves its steps to a library and is " +
                $"examined as an experiment, with its data: glia doctor {Program}.");
        Npz.Write(path, Arrays);
    }

    /// <summary>The steps behind the traces, in their order.</summary>
    internal IReadOnlyList<RecordedStep> Steps { get; init; } = [];

    /// <summary>What the steps show together and none alone.</summary>
    internal IReadOnlyList<Finding> JointFindings { get; init; } = [];

    /// <summary>What its own run shows, whether a trace shows it or not; null where that says nothing.</summary>
    internal OwnRun? Lived { get; init; }

    /// <summary>How far the outputs were from the targets, by the number of the step: a point for every step that was recorded.</summary>
    internal IReadOnlyDictionary<long, double> Distances { get; init; } = new Dictionary<long, double>();

    /// <summary>The Python that ran it.</summary>
    internal string Python { get; init; } = "";

    /// <summary>How it was run.</summary>
    internal ProgramOptions Options { get; init; } = new();
}
