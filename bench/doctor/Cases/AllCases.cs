using Glia.DoctorBench.Bases;
using Glia.DoctorBench.Mutants;

namespace Glia.DoctorBench.Cases;

/// <summary>Every experiment with a fault: the mutants of the bases and the public programs.</summary>
internal static class AllCases
{
    public static IReadOnlyList<Case> Experiments { get; } =
    [
        .. Base.All.SelectMany(place => DataMutants.All.Concat(ModelMutants.All).Concat(TrainingMutants.All)
            .Select(mutant => mutant.CaseOn(place))).OfType<Case>(),
        .. PublicCases.All,
    ];
}
