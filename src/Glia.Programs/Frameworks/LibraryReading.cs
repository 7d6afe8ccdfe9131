using Glia.Doctor.Findings;

namespace Glia.Programs.Frameworks;

/// <summary>
/// What was read of a program whose network a library trains: the experiment that it is, or what its record shows without one.
/// </summary>
/// <param name="Understood">What was understood, in words.</param>
/// <param name="Experiment">The experiment; null where Glia has no counterpart of the network.</param>
/// <param name="Seen">Where there is no experiment: faults that the record shows by itself. At least one is an error.</param>
internal sealed record LibraryReading(string Understood, ReadExperiment? Experiment, IReadOnlyList<Finding> Seen);
