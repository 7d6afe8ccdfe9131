namespace Glia.DoctorBench.Healthy;

/// <summary>A program that learns, however odd it looks. Anything but "healthy" said about it is a false alarm.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Make">The program for a seed.</param>
/// <param name="Share">
/// How much of what a good reference network gains over guessing, on the same rows, it must gain to count as healthy.
/// Less for those that stop while still learning.
/// </param>
internal sealed record HealthyRun(string Name, Func<int, Plan> Make, double Share = 0.8)
{
    /// <summary>How far the doctor goes: to the end of the run, or no further than an owner who asks before a long one.</summary>
    public Doctor.Tier UpTo { get; init; } = Doctor.Tier.Run;

    /// <summary>The code of a remark that its owner is owed although nothing is wrong with the network; null for none.</summary>
    public string? Owed { get; init; }
}
