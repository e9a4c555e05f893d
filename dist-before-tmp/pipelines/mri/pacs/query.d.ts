/** Attributes that studies are looked for by: those that every server must match (PS3.18 table 10.6.1-5) and some that most do. VR and tag. */
export declare const studyKeys: {
    readonly StudyDate: 524320;
    readonly StudyTime: 524336;
    readonly AccessionNumber: 524368;
    readonly ModalitiesInStudy: 524385;
    readonly ReferringPhysicianName: 524432;
    readonly StudyDescription: 528432;
    readonly PatientName: 1048592;
    readonly PatientID: 1048608;
    readonly PatientBirthDate: 1048624;
    readonly StudyInstanceUID: 2097165;
    readonly StudyID: 2097168;
};
export type StudyKey = keyof typeof studyKeys;
/** Values as DICOM matches them (PS3.4 C.2.2.2): * and ? stand for other letters, 20200101- is a range of dates. At least one. */
export type StudyQuery = Readonly<Partial<Record<StudyKey, string>>>;
/** "PatientID=17,StudyDate=20200101-,ModalitiesInStudy=MR". Throws bad-option, which names keys and no values. */
export declare function parseQuery(text: string, flag?: string): StudyQuery;
/** PS3.5 9.1; a value from outside goes into addresses and names. Throws bad-option. */
export declare function studyUid(text: string, flag?: string): string;
export declare function isUid(text: string): boolean;
