namespace Glia.Doctor;

/// <summary>What an examination may cost, cheapest first. A tier includes those before it.</summary>
public enum Tier
{
    /// <summary>The layers, the loss and the optimizer as they are written.</summary>
    Specification,

    /// <summary>The arrays before any network sees them.</summary>
    Data,

    /// <summary>How the targets fit the output and the loss.</summary>
    DataAndSpecification,

    /// <summary>One forward pass with the first weights.</summary>
    Forward,

    /// <summary>The gradients of one batch, and one step.</summary>
    Gradients,

    /// <summary>Short controlled experiments: seconds.</summary>
    Experiments,

    /// <summary>The run itself, watched.</summary>
    Run,
}
