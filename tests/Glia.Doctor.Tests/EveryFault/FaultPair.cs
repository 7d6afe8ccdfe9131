using Glia.Doctor.Findings;

namespace Glia.Doctor.Tests.EveryFault;

/// <summary>A subject with a fault and its healthy twin, in which that alone is mended: one expression makes both.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Words">How it comes about here.</param>
/// <param name="Examine">What the doctor says of the subject, with the fault or with it mended.</param>
internal sealed record FaultPair(Fault Fault, string Words, Func<bool, Diagnosis> Examine)
{
    public static IReadOnlyList<FaultPair> All { get; } =
    [
        .. DataFaults.All, .. ModelFaults.All, .. StartFaults.All, .. LossFaults.All, .. BackpropagationFaults.All, .. OptimizerFaults.All,
            .. EvaluationFaults.All,
    ];

    public string Name => $"{Fault.Code} {Words}";
}
