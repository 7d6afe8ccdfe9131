using Glia.Experiments;

namespace Glia.Programs.Frameworks;

/// <summary>A program as an experiment with its data.</summary>
/// <param name="Understood">What was understood, in words.</param>
/// <param name="Experiment">What the program asks for.</param>
/// <param name="Data">What it trains on, and what it is judged by.</param>
/// <param name="Words">How the program says it.</param>
internal sealed record ReadExperiment(string Understood, Experiment Experiment, LoadedData Data, IProgramWords Words);
