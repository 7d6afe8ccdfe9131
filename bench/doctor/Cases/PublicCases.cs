using Glia.DoctorBench.Bases;
using static Glia.DoctorBench.Mutants.Mutant;

namespace Glia.DoctorBench.Cases;

/// <summary>
/// Programs that people published with their faults, rewritten from their description. Where the original reads private data or images
/// through convolutions, rows with the same fault stand in; what that changes is said beside it.
/// </summary>
internal static partial class PublicCases
{
    public static IReadOnlyList<Case> All { get; } = [.. StackOverflow(), .. Checker(), .. GitHub(), .. AutoTrainer(), .. Others()];

    private static Case Make(string name, string faults, Func<int, Plan> faulty, Func<int, Plan> mended,
        Func<Plan, string[]>? layers = null)
    {
        string[] all = faults.Split(' ');
        return new Case
        {
            Name = name,
            Group = name[..1],
            Fault = all[0],
            Accept = [.. all.Select(Case.Code)],
            Layers = layers?.Invoke(faulty(1)) ?? [],
            Faulty = faulty,
            Mended = mended,
            Twin = $"{name} mended",
        };
    }

    private static Case Make(string name, string faults, Func<int, Plan> faulty, Func<Plan, Plan> mend,
        Func<Plan, string[]>? layers = null) =>
        Make(name, faults, faulty, seed => mend(faulty(seed)), layers);

    private static string[] Last(Plan plan) => [NameOf(plan, -1)];

    private static Plan Digits(int seed, IReadOnlyList<Experiments.ExperimentLayer> network, Experiments.ExperimentTraining training,
        int rows = 2000) =>
        Base.Classes(seed, Sets.Mnist(seed, rows, 1000).Unit(), 10, network, training);

    private static Plan FourPoints(int seed, IReadOnlyList<Experiments.ExperimentLayer> network, Experiments.ExperimentTraining training,
        params int[] again)
    {
        int[] rows = [0, 1, 2, 3, .. again];
        float[] x = [.. rows.SelectMany(row => new float[] { row >> 1, row & 1 })];
        int[] labels = [.. rows.Select(row => (row >> 1) ^ (row & 1))];
        var points = new Part(x, x, 2, [], 0, labels);
        return Base.Binary(seed, (points, points.Take(4)), network, training) with { Test = null };
    }
}
