using System.Runtime.InteropServices;

namespace Glia.Mpi;

/// <summary>
/// The functions of MPI that are called. Where the library has numbers of 4 bytes for handles, it reads the lower half of the register in
/// which a pointer would be.
/// </summary>
internal static unsafe partial class NativeMpi
{
    private const string Library = "mpi";

    /// <summary>What a function returns that did what it should.</summary>
    public const int Success = 0;

    /// <summary>Any thread may call, one at a time.</summary>
    public const int Serialized = 2;

    private static nint s_handle;

    static NativeMpi() => NativeLibrary.SetDllImportResolver(typeof(NativeMpi).Assembly, (name, _, _) => name == Library ? s_handle : 0);

    /// <summary>Which library the calls go to; before the first.</summary>
    public static void Use(MpiLibrary library) => s_handle = library.Handle;

    /// <summary>Joins the processes that the launcher started.</summary>
    [LibraryImport(Library, EntryPoint = "MPI_Init_thread")]
    public static partial int Init(nint count, nint arguments, int threads, out int provided);

    /// <summary>How errors are told.</summary>
    [LibraryImport(Library, EntryPoint = "MPI_Comm_set_errhandler")]
    public static partial int SetErrorHandler(nint communicator, nint handler);

    /// <summary>Which process this is.</summary>
    [LibraryImport(Library, EntryPoint = "MPI_Comm_rank")]
    public static partial int Rank(nint communicator, out int rank);

    /// <summary>How many processes there are.</summary>
    [LibraryImport(Library, EntryPoint = "MPI_Comm_size")]
    public static partial int Size(nint communicator, out int size);

    /// <summary>A piece to and from each.</summary>
    [LibraryImport(Library, EntryPoint = "MPI_Alltoallv")]
    public static partial int AllToAll(float* send, int* sendCounts, int* sendPlaces, nint sendType,
        float* receive, int* receiveCounts, int* receivePlaces, nint receiveType, nint communicator);

    /// <summary>What each has, to all.</summary>
    [LibraryImport(Library, EntryPoint = "MPI_Allgatherv")]
    public static partial int AllGather(float* send, int sendCount, nint sendType,
        float* receive, int* receiveCounts, int* receivePlaces, nint receiveType, nint communicator);

    /// <summary>Ends all processes.</summary>
    [LibraryImport(Library, EntryPoint = "MPI_Abort")]
    public static partial int Abort(nint communicator, int code);

    /// <summary>Leaves, once all do.</summary>
    [LibraryImport(Library, EntryPoint = "MPI_Finalize")]
    public static partial int Finish();
}
