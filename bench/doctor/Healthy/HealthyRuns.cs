using Glia.DoctorBench.Bases;

namespace Glia.DoctorBench.Healthy;

/// <summary>Every healthy program: the clean bases, what the catalogue lists as healthy but odd, and usual ways of doing things.</summary>
internal static partial class HealthyRuns
{
    public static IReadOnlyList<HealthyRun> All { get; } =
    [
        .. Base.All.Select(place => new HealthyRun($"{place.Name} clean", place.Clean)), .. Odd(), .. Usual(), .. OddData(), .. OtherData(),
            .. OtherNetworks(), .. Slow(), .. ImagesAndSequences(),
    ];

    private static Plan M(int number, int seed) => Base.Of($"M{number}").Clean(seed);

    private static Plan Digits(int seed, int rows, IReadOnlyList<Experiments.ExperimentLayer> network,
        Experiments.ExperimentTraining loop) =>
        Base.Classes(seed, Sets.Mnist(seed, rows, 1000).Unit(), 10, network, loop);
}
