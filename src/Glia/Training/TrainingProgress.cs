namespace Glia.Training;

/// <summary>Where a run stands, for who shows it; told some ten times a second, and after every epoch.</summary>
/// <param name="Epoch">The epoch in progress or just finished, from 1.</param>
/// <param name="Epochs">Epochs of the whole run, if nothing ends it early.</param>
/// <param name="Step">Steps done in this run.</param>
/// <param name="Steps">Steps of the whole run, if nothing ends it early.</param>
/// <param name="Loss">The loss of the last step's rows, before the step.</param>
/// <param name="Finished">What the epoch did, where it was just finished; else null.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, long Step, long Steps, double Loss, EpochReport? Finished)
{
    /// <summary>The part of the run that is done, 0 to 1.</summary>
    public double Share => Steps == 0 ? 1 : (double)Step / Steps;
}
