using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Experiments;

namespace Glia.Programs.Frameworks;

/// <summary>A program as an experiment with its data.</summary>
/// <param name="Understood">What was understood, in words.</param>
/// <param name="Experiment">What the program asks for.</param>
/// <param name="Data">What it trains on, and what it is judged by.</param>
/// <param name="Words">How the program says it.</param>
internal sealed record ReadExperiment(string Understood, Experiment Experiment, LoadedData Data, IProgramWords Words)
{
    /// <summary>Gives a network the weights that the program began with; null where it draws them itself.</summary>
    public Action<Network>? Begin { get; init; }

    /// <summary>Whether what is frozen in it was trained before.</summary>
    public bool IsPretrained { get; init; }

    /// <summary>What cannot be judged, such as the number of epochs of a program that was stopped, each with the reason.</summary>
    public IReadOnlyDictionary<Fault, string> NotJudged { get; init; } = new Dictionary<Fault, string>();

    /// <summary>That the program's own run learned nearly all there is, in a sentence; null where it did not, or nobody knows.</summary>
    public string? Lived { get; init; }

    /// <summary>What the program's own loop does that no experiment does: each looks at the examination and says what it finds.</summary>
    public IReadOnlyList<ILoopFault> Faults { get; init; } = [];
}

/// <summary>A fault of a program's own loop.</summary>
internal interface ILoopFault
{
    /// <summary>What is found, at its place in the program; null if it does no harm and is no fault.</summary>
    /// <param name="result">
    /// The examination of the experiment that the program is but for its loop; null where it is none, and nothing can be tried.
    /// </param>
    Finding? Judge(ExaminationResult? result);

    /// <summary>The finding of the experiment that is this fault, said better; null if this is not it.</summary>
    Finding? Rename(Finding finding) => null;
}
