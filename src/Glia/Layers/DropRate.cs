using Glia.Settings;

namespace Glia.Layers;

/// <summary>A share of outputs that is dropped: at least 0 and less than 1.</summary>
internal static class DropRate
{
    /// <summary>Refuses what is no such share.</summary>
    /// <param name="rate">The share.</param>
    /// <param name="parameter">What the caller's parameter is called.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0, 1 or more, or no number.</exception>
    public static void Require(float rate, string parameter)
    {
        if (!(rate is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(parameter, rate, $"A dropout rate is {Bounds.Share}.");
    }

    /// <summary>Reads such a share.</summary>
    /// <param name="config">Where it stands.</param>
    /// <param name="key">Its key.</param>
    /// <param name="standard">What it is where nothing is said.</param>
    /// <exception cref="GliaException">It is below 0, 1 or more, or no number.</exception>
    public static float Read(ConfigReader config, string key, float standard)
    {
        float rate = config.Single(key, standard);
        return rate is >= 0 and < 1 ? rate : throw config.Wrong(key, Bounds.Share);
    }
}
