using Glia.Doctor;

namespace Glia.DoctorBench.Healthy;

/// <content>Runs at a rate that is far too low for the impatient, with steps enough to arrive: "sick" is wrong,
/// a better rate is welcome.</content>
internal static partial class HealthyRuns
{
    // Each is asked about before it is trained, when nobody has seen it arrive, and watched to its end.
    private static IEnumerable<HealthyRun> Slow() =>
        from run in (HealthyRun[])
        [
            new("irises at a fiftieth of the rate, for long", seed => M(3, seed).Rate(0.002).Set(loop => loop with { Epochs = 2000 })),
            new("blobs at a fiftieth of the rate, for long", seed => M(5, seed).Rate(0.002).Set(loop => loop with { Epochs = 1000 })),
            new("XOR clouds at a twentieth of the rate, for long", seed => M(6, seed).Rate(0.001).Set(loop => loop with { Epochs = 800 })),
            new("breast cancer at a hundredth of the rate, for long", seed =>
                M(9, seed).Rate(0.0005).Set(loop => loop with { Epochs = 1500 })),
            new("wine at a fiftieth of the rate, for long", seed => M(10, seed).Rate(0.0001).Set(loop => loop with { Epochs = 1200 })),
            new("a sine by small steps of SGD, for long", seed =>
                M(11, seed).Optimizer("SGD", 0.01).Set(loop => loop with { Epochs = 1500 })),
            new("clicks at a thirtieth of the rate, for long", seed => M(14, seed).Rate(0.0001).Set(loop => loop with { Epochs = 150 })),
            new("squares behind sigmoids, for long", seed => M(6, seed).EachKernel("activation", "sigmoid").Loss("mse")
                .Optimizer("SGD", 0.5)
                .Set(loop => loop with { Epochs = 3000 })),
        ]
        from tier in (Tier[])[Tier.Run, Tier.Experiments]
        select run with { Name = tier == Tier.Run ? run.Name : $"{run.Name}, asked before", UpTo = tier };
}
