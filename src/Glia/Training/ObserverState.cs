namespace Glia.Training;

/// <summary>The parts of a state that belong to those who watch.</summary>
internal static class ObserverState
{
    /// <summary>Makes sure that no two have one name.</summary>
    /// <exception cref="GliaException">Two have.</exception>
    public static void RequireNames(IReadOnlyList<ITrainingObserver> observers)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (IStatefulObserver observer in observers.OfType<IStatefulObserver>())
            if (!names.Add(observer.StateName))
                throw new GliaException($"Two observers of the run have the StateName '{observer.StateName}'; give each one of its own.");
    }

    public static void Save(StateWriter state, IReadOnlyList<ITrainingObserver> observers)
    {
        foreach (IStatefulObserver observer in observers.OfType<IStatefulObserver>()) observer.Save(state.Section(observer.StateName));
    }

    // One that did not watch before has nothing to remember.
    public static void Load(StateReader state, IReadOnlyList<ITrainingObserver> observers)
    {
        foreach (IStatefulObserver observer in observers.OfType<IStatefulObserver>())
            if (state.HasSection(observer.StateName)) observer.Load(state.Section(observer.StateName));
    }
}
