namespace Glia.Training;

/// <summary>What an observer answers after a step or an epoch.</summary>
public enum Answer
{
    /// <summary>Go on.</summary>
    Continue,

    /// <summary>End this epoch now and go on with the next.</summary>
    StopEpoch,

    /// <summary>End the run now.</summary>
    Stop,
}
