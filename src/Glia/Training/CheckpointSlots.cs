namespace Glia.Training;

/// <summary>
/// The two files of a run's checkpoints. A new one takes the place of the older, by one renaming, so that whatever happens while it is
/// written the newer of the two is untouched.
/// </summary>
internal sealed class CheckpointSlots
{
    /// <summary>The names of the two files.</summary>
    public static readonly string[] Files = ["checkpoint-1.safetensors", "checkpoint-2.safetensors"];

    private const string Number = "number", State = "state";

    private readonly string _folder;
    private int _next;
    private long _number;

    private CheckpointSlots(string folder) => _folder = folder;

    /// <summary>What the newest one that can be read holds; null where there is none.</summary>
    public StateReader? Newest { get; private set; }

    /// <summary>Slots whose first file replaces whatever is in the folder.</summary>
    public static CheckpointSlots Unread(string folder) => new(folder);

    /// <summary>Looks at what is in the folder.</summary>
    /// <param name="folder">Where; need not exist.</param>
    /// <param name="tell">Hears of a damaged file; null for nobody.</param>
    public static CheckpointSlots Read(string folder, Action<string>? tell)
    {
        var slots = new CheckpointSlots(folder);
        var damaged = new List<string>();
        for (int slot = 0; slot < Files.Length; slot++)
        {
            string path = Path.Combine(folder, Files[slot]);
            if (!File.Exists(path)) continue;
            try
            {
                StateReader file = CheckpointFile.Read(path);
                long number = file.Whole(Number);
                if (slots.Newest is not null && number < slots._number) continue;
                (slots.Newest, slots._number, slots._next) = (file.Section(State), number, (slot + 1) % Files.Length);
            }
            catch (GliaException error)
            {
                damaged.Add($"The checkpoint {path} is damaged and is not used ({error.Message.TrimEnd('.')})");
            }
        }
        string instead = slots.Newest is { } other ? $"the run goes on from {other.File}." : "the run begins at its first step.";
        foreach (string sentence in damaged) tell?.Invoke($"{sentence}; {instead}");
        return slots;
    }

    /// <summary>Writes the next one.</summary>
    /// <param name="save">Takes down the state.</param>
    /// <exception cref="GliaException">It cannot be written; what is there stays.</exception>
    public void Write(Action<StateWriter> save)
    {
        var file = new StateWriter();
        file.Add(Number, _number + 1);
        save(file.Section(State));
        CheckpointFile.Write(Path.Combine(_folder, Files[_next]), file);
        _number++;
        _next = (_next + 1) % Files.Length;
    }

    /// <summary>Where the next one goes, for who has to say that it could not.</summary>
    public string NextFile => Path.Combine(_folder, Files[_next]);
}
