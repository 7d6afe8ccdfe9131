using System.Runtime.InteropServices;

namespace Glia.Mpi;

/// <summary>
/// The MPI library of the machine. The standard gives the functions, but not what their constants are: in Open MPI a communicator is the
/// address of an exported variable, in MPICH and all that share its binary interface (Intel MPI, MVAPICH, Cray) a number.
/// </summary>
/// <param name="Name">The file that was loaded.</param>
/// <param name="Handle">The library.</param>
/// <param name="World">The communicator of all processes.</param>
/// <param name="Float">The data type of numbers of 4 bytes.</param>
/// <param name="ErrorsReturn">The error handler that gives error codes back instead of ending the process.</param>
internal sealed record MpiLibrary(string Name, nint Handle, nint World, nint Float, nint ErrorsReturn)
{
    /// <summary>The variable that names the library where it is not found.</summary>
    public const string Variable = "GLIA_MPI";

    private static readonly string[] s_openMpi = ["libmpi.so.40", "libmpi.so", "libmpi.dylib"];
    private static readonly string[] s_mpich = ["libmpich.so.12", "libmpi.so.12", "libmpi_cray.so", "libmpi.so", "msmpi.dll"];

    /// <summary>Loads it.</summary>
    /// <param name="named">The file to load and no other; null for those that are usual.</param>
    /// <param name="mpichFirst">Whether the launcher is MPICH's.</param>
    /// <param name="launch">What was started, for the sentence.</param>
    /// <exception cref="GliaException">There is none.</exception>
    public static MpiLibrary Load(string? named, bool mpichFirst, Launch launch)
    {
        string[] names = named is not null ? [named] : mpichFirst ? [.. s_mpich, .. s_openMpi] : [.. s_openMpi, .. s_mpich];
        foreach (string name in names)
            if (NativeLibrary.TryLoad(name, out nint handle) && Of(name, handle) is { } library) return library;
        string tried = named is not null ? $"{Variable} names {named}, which is no MPI library that can be loaded"
            : "no MPI library can be loaded (libmpi.so.40 of Open MPI, libmpich.so.12 of MPICH)";
        throw new GliaException($"{launch.Launcher} started {launch.Count:N0} processes, but {tried}; install the one that " +
            $"{launch.Launcher} belongs to, such as Debian's openmpi-bin, or name its file in {Variable}.");
    }

    private static MpiLibrary? Of(string name, nint handle)
    {
        if (NativeLibrary.TryGetExport(handle, "ompi_mpi_comm_world", out nint world)
            && NativeLibrary.TryGetExport(handle, "ompi_mpi_float", out nint number)
            && NativeLibrary.TryGetExport(handle, "ompi_mpi_errors_return", out nint errors))
            return new MpiLibrary(name, handle, world, number, errors);
        // MPI_COMM_WORLD, MPI_FLOAT and MPI_ERRORS_RETURN of mpi.h, which the common interface of 2013 fixed.
        return NativeLibrary.TryGetExport(handle, "MPI_Init_thread", out _)
            ? new MpiLibrary(name, handle, 0x44000000, 0x4c00040a, 0x54000001)
            : null;
    }
}
